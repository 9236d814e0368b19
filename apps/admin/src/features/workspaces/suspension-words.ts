export const SUSPENSION_WORDS = {
  suspend: {
    button: 'Suspend workspace',
    title: 'Suspend this workspace?',
    consequence: 'Every key of this workspace is refused from the next request, until you lift the suspension.',
    keep: 'Keep it running',
    failed: 'The workspace was not suspended.',
    done: 'The workspace is suspended.',
  },
  lift: {
    button: 'Lift suspension',
    title: 'Lift the suspension?',
    consequence: 'Keys of this workspace that are active are accepted again from the next request.',
    keep: 'Keep it suspended',
    failed: 'The suspension was not lifted.',
    done: 'The suspension is lifted.',
  },
} as const;
