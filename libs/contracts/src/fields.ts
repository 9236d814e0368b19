import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IS_EMAIL,
  IsArray,
  IsBoolean,
  isEmail,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  DEVICE_IDS_MAX,
  EMAIL_LENGTH_MAX,
  IP_ALLOWLIST_ENTRIES_MAX,
  METADATA_ENTRIES_MAX,
  METADATA_KEY_LENGTH_MAX,
  METADATA_VALUE_LENGTH_MAX,
  PAGE_LIMIT_MAX,
  SLUG_LENGTH_MAX,
  TAG_LENGTH_MAX,
  TAGS_MAX,
} from '@latchkey/vocabulary';

/*
 * The building blocks of the request and response classes. Their constraint names are what the OpenAPI document is
 * derived from, so a rule is written once and both refuses and documents.
 */

const combine =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorator of decorators) decorator(target, property);
  };

/** May be left out. Unlike `IsOptional`, `null` is not taken for absence: it must be allowed by name. */
export const Optional = (): PropertyDecorator =>
  combine(
    ValidateIf((_object, value) => value !== undefined),
    ValidateBy({ name: 'optional', validator: { validate: () => true } }),
  );

/** May be `null`. */
export const Nullable = (): PropertyDecorator =>
  combine(
    ValidateIf((_object, value) => value !== null),
    ValidateBy({ name: 'nullable', validator: { validate: () => true } }),
  );

/** What nobody may know but the one who is answered, of a route whose answers are not stored. */
export const Secret = (): PropertyDecorator => ValidateBy({ name: 'shownOnce', validator: { validate: () => true } });

/**
 * The same of a route whose answers are stored, without it. A repetition of the request has `null` in its place, and
 * beside it when it was shown: `secret` and `secretShownAt`.
 */
export const ShownOnce = (): PropertyDecorator => combine(Nullable(), Secret());

/** May be left out, and may be `null`. */
export const OptionalOrNull = (): PropertyDecorator =>
  combine(
    IsOptional(),
    ValidateBy({ name: 'optional', validator: { validate: () => true } }),
    ValidateBy({ name: 'nullable', validator: { validate: () => true } }),
  );

/** That a rule is one of each value of a list. */
interface EachValue {
  readonly each: true;
}

/** `Length` counts characters; a pair of units that makes up one is two to the browser and to us. */
const UnitsMax = (lengthMax: number, of?: EachValue): PropertyDecorator =>
  ValidateBy(
    {
      name: 'unitsMax',
      validator: {
        validate: (value) => typeof value === 'string' && value.length <= lengthMax,
        defaultMessage: (args) => `${args?.property} must be shorter than or equal to ${lengthMax} UTF-16 units`,
      },
    },
    of,
  );

/** Whatever somebody presented, as it came. */
export const Presented = (lengthMax: number): PropertyDecorator =>
  combine(IsString(), Length(1, lengthMax), UnitsMax(lengthMax));

/** A line of text: something visible in it, no control characters (NUL among them). Lengths in UTF-16 units. */
export const Line = (lengthMax: number): PropertyDecorator =>
  combine(
    IsString(),
    Length(1, lengthMax),
    UnitsMax(lengthMax),
    Matches(/^(?=[^]*\S)[^\p{Cc}\p{Cs}]*$/u, { message: '$property must be one line of visible text' }),
  );

/** Text of several lines: tabs and line ends are allowed, other control characters are not. */
export const Prose = (lengthMax: number, of?: EachValue): PropertyDecorator =>
  combine(
    IsString(of),
    Length(1, lengthMax, of),
    UnitsMax(lengthMax, of),
    Matches(/^(?=[^]*\S)(?:[\t\n\r]|[^\p{Cc}\p{Cs}])*$/u, {
      ...of,
      message: `${of ? 'each value in ' : ''}$property must be visible text without control characters`,
    }),
  );

const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function isTimestamp(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const parts = TIMESTAMP.exec(value);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hasFourDigitYear(Date.parse(value));
}

/** Seen from UTC, where it is answered: an offset can push the last hours of 9999 into a year that RFC 3339 lacks. */
const hasFourDigitYear = (ms: number): boolean => {
  const year = new Date(ms).getUTCFullYear();
  return year >= 0 && year <= 9999;
};

/** An id that Latchkey made, such as `key_01…`. */
export const Identifier = (): PropertyDecorator =>
  combine(
    IsString(),
    Length(1, 64),
    Matches(/^[a-z]+_[0-9a-z]+$/, { message: '$property must be an id as Latchkey gives them out' }),
  );

/** A mail address. The package's own rule throws at half a character, so those are refused before it looks. */
export const Email = (): PropertyDecorator =>
  combine(
    ValidateBy({
      name: IS_EMAIL,
      validator: {
        validate: (value) => typeof value === 'string' && !/\p{Cs}/u.test(value) && isEmail(value),
        defaultMessage: (args) => `${args?.property} must be an email`,
      },
    }),
    Length(3, EMAIL_LENGTH_MAX),
  );

/** E.164: a plus and 7 to 15 digits. */
export const PhoneNumber = (): PropertyDecorator =>
  combine(
    IsString(),
    Matches(/^\+[1-9]\d{6,14}$/, {
      message: '$property must be a telephone number in E.164 form, such as +31612345678',
    }),
  );

/** What a thing is known by in addresses and configuration files. */
export const Slug = (): PropertyDecorator =>
  combine(
    IsString(),
    Length(1, SLUG_LENGTH_MAX),
    Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
      message: '$property must be lower-case letters and digits, joined by single hyphens',
    }),
  );

/** RFC 3339 date and time with an offset, of a day that exists. */
export const Timestamp = (): PropertyDecorator =>
  ValidateBy({
    name: 'timestamp',
    validator: {
      validate: isTimestamp,
      defaultMessage: (args) => `${args?.property} must be an RFC 3339 date and time with an offset`,
    },
  });

/** IPv4 and IPv6 addresses and CIDRs; what an entry must look like is the domain's to say, which names it by its place. */
export const IpAllowlist = (): PropertyDecorator =>
  combine(IsArray(), ArrayMaxSize(IP_ALLOWLIST_ENTRIES_MAX), ArrayUnique(), IsString({ each: true }));

/** Devices by their ids; whether they exist is the domain's to say, which names each by its place. */
export const DeviceIds = (): PropertyDecorator =>
  combine(IsArray(), ArrayMaxSize(DEVICE_IDS_MAX), ArrayUnique(), IsString({ each: true }));

function isMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= METADATA_ENTRIES_MAX &&
    entries.every(
      ([key, text]) =>
        /^[A-Za-z0-9_.-]+$/.test(key) &&
        key !== '__proto__' &&
        key.length <= METADATA_KEY_LENGTH_MAX &&
        typeof text === 'string' &&
        text.length <= METADATA_VALUE_LENGTH_MAX &&
        !/[\p{Cc}\p{Cs}]/u.test(text),
    )
  );
}

/** One object of a request class. `ValidateNested` alone would take a list of them as well. */
export const Nested = (type: () => new () => object): PropertyDecorator =>
  combine(
    ValidateBy({
      name: 'notAList',
      validator: {
        validate: (value) => !Array.isArray(value),
        defaultMessage: (args) => `${args?.property} must be an object`,
      },
    }),
    ValidateNested(),
    Type(type),
  );

/** A few short strings by name, for the caller's own use. */
export const Metadata = (): PropertyDecorator =>
  ValidateBy({
    name: 'metadata',
    validator: {
      validate: isMetadata,
      defaultMessage: (args) =>
        `${args?.property} must be an object of at most ${METADATA_ENTRIES_MAX} strings of at most ` +
        `${METADATA_VALUE_LENGTH_MAX} characters, named with at most ${METADATA_KEY_LENGTH_MAX} of A-Z a-z 0-9 _ . -`,
    },
  });

/** Short words for the caller's own use, no one twice. */
export const Tags = (): PropertyDecorator =>
  combine(
    IsArray(),
    ArrayMaxSize(TAGS_MAX),
    ArrayUnique(),
    IsString({ each: true }),
    Length(1, TAG_LENGTH_MAX, { each: true }),
    Matches(/^(?=[^]*\S)[^\p{Cc}\p{Cs}]*$/u, {
      each: true,
      message: `each value in $property must be one line of visible text of at most ${TAG_LENGTH_MAX} characters`,
    }),
  );

/** Counts by outcome, as they are answered. */
export const OutcomeCounts = (): PropertyDecorator =>
  ValidateBy({ name: 'outcomeCounts', validator: { validate: () => true } });

/** An object of whatever, as it is answered. */
export const Details = (): PropertyDecorator => ValidateBy({ name: 'details', validator: { validate: () => true } });

/** Queries are text. Only plain digits are a number: not `0x1F`, not `1e1`, not nothing. */
const wholeNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** The same for `true` and `false`. */
const truth = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);

/** What a query may say yes or no to. */
export const YesOrNo = (): PropertyDecorator =>
  combine(
    IsBoolean(),
    Transform(({ value }: { value: unknown }) => truth(value)),
  );

/** How many entries a query asks for. */
export const UpTo = (countMax: number): PropertyDecorator =>
  combine(
    Max(countMax),
    Min(1),
    // After the bounds, which would make any number of it in the document.
    IsInt(),
    Transform(({ value }: { value: unknown }) => wholeNumber(value)),
  );

/** A page of a list: how many entries, and where it goes on. */
export class ListQuery {
  @Optional()
  @UpTo(PAGE_LIMIT_MAX)
  limit?: number;

  /** `nextCursor` of the page before. */
  @Optional()
  @IsString()
  @Length(1, 200)
  cursor?: string;
}
