/* The papers of a step as an officer types them: one on each line, "Name [form] (nếu có)". */

export interface Paper {
  readonly name: string
  /** The form that the text names; null where it names none. */
  readonly form: string | null
  readonly required: boolean
}

const ifAny = /\((?:nếu có|if there is one)\)\s*$/iu

/** Reads lines of papers; a line that is empty counts for nothing. */
export function papersIn(text: string): Paper[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const required = !ifAny.test(line)
      const plain = line.replace(ifAny, '').trim()
      const form = /\[([^[\]]+)\]$/u.exec(plain)
      return {
        name: (form === null ? plain : plain.slice(0, form.index)).trim(),
        form: form?.[1]?.trim() ?? null,
        required,
      }
    })
}

/** The lines that say these papers. */
export const linesOf = (papers: readonly Paper[]): string =>
  papers
    .map(
      ({ name, form, required }) =>
        `${name}${form === null ? '' : ` [${form}]`}${required ? '' : ' (nếu có)'}`,
    )
    .join('\n')
