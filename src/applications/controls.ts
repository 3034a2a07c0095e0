/** Who checked or appraised an application does not decide it. */
export const decidedApart = {
  control: 'decision',
  commands: ['applications.check', 'applications.appraise'],
} as const
