import { Inject, Injectable } from '@nestjs/common';
import { type GithubFind, GithubKeys, isSignedByGithub, readGithubFinds } from '@latchkey/adapters/github';
import { DomainError, InvalidFieldError, TakeLeakReports } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { redactSecrets } from '../http/redaction.js';
import { originOf } from '../http/request-context.js';

/** GitHub waits 30 seconds for the verdicts, and each key takes a transaction. */
const FINDS_MAX = 1_000;
const IDENTIFIER = /^[0-9a-f]{64}$/;

/** As GitHub documents what it wants to hear of each token. It is told the hash, never the token. */
interface GithubVerdict {
  readonly token_hash: string;
  readonly token_type: string;
  readonly label: 'true_positive' | 'false_positive';
}

@Injectable()
export class GithubIntake {
  constructor(
    @Inject(GithubKeys) private readonly keys: GithubKeys,
    @Inject(TakeLeakReports) private readonly takeLeakReports: TakeLeakReports,
  ) {}

  /** @throws DomainError `forbidden` for what GitHub has not signed, `malformed_body`, `unavailable`; InvalidFieldError */
  async take(request: FastifyRequest, rawBody: Buffer): Promise<readonly GithubVerdict[]> {
    await this.assertSigned(request, rawBody);
    const finds = findsIn(rawBody);
    if (finds.length > FINDS_MAX) throw new InvalidFieldError('body', `At most ${FINDS_MAX} tokens at a time.`);
    const isKey = await this.takeLeakReports.execute(originOf(request), 'GitHub secret scanning', finds.map(toReport));
    return finds.map(({ sha256, type }, i) => ({
      token_hash: sha256,
      token_type: type,
      label: isKey[i] === true ? 'true_positive' : 'false_positive',
    }));
  }

  private async assertSigned({ headers }: FastifyRequest, rawBody: Buffer): Promise<void> {
    const identifier = headers['github-public-key-identifier'];
    const signature = headers['github-public-key-signature'];
    if (typeof identifier !== 'string' || typeof signature !== 'string') throw notGithub();
    // What cannot be an identifier is no reason to ask GitHub about.
    const key = IDENTIFIER.test(identifier) ? await this.keys.find(identifier) : null;
    if (key === null || !isSignedByGithub(rawBody, signature, key)) throw notGithub();
  }
}

const notGithub = () => new DomainError('forbidden', 'This is for GitHub, who knows how to sign it.');

/** The address may name another key than the one that was found there. */
const toReport = ({ sha256, place }: GithubFind) => ({
  sha256,
  place: { ...place, url: place.url && redactSecrets(place.url) },
});

/** @throws DomainError `malformed_body` */
function findsIn(rawBody: Buffer): readonly GithubFind[] {
  let finds: readonly GithubFind[] | null;
  try {
    finds = readGithubFinds(JSON.parse(rawBody.toString('utf8')));
  } catch (cause) {
    throw new DomainError('malformed_body', 'The body is no JSON.', 'body', { cause });
  }
  if (finds === null) throw new DomainError('malformed_body', 'The body is no list of what was found.', 'body');
  return finds;
}
