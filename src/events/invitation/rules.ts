/** Tax codes out of a text in which each stands on a line of its own, or between commas; each once. */
export const taxCodesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  ),
]

/** "A; B; C", and how many more, so that an invitation to many stays on its pages. */
export function addressees(names: readonly string[], most = 20): string {
  const shown = names.slice(0, most).join('; ')
  return names.length > most ? `${shown}; và ${names.length - most} khách mời khác` : shown
}
