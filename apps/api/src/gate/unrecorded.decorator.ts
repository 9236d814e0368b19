import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const UNRECORDED = 'latchkey:unrecorded';

/** A write that is not remembered by its name: what it answers belongs to this one request. */
export const Unrecorded = () => applyDecorators(SetMetadata(UNRECORDED, true), ApiExtension('x-unrecorded', true));

/** The same for a route that is described by hand. */
export const UNRECORDED_OPERATION = { 'x-unrecorded': true };
