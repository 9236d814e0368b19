/** When the overlap of a rotation begins: with the rotation, or with the successor's first allowed request. */
export const OVERLAP_STARTS = ['now', 'first_use'] as const;
export type OverlapStart = (typeof OVERLAP_STARTS)[number];
