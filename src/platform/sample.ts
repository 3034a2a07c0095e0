import { AsyncLocalStorage } from 'node:async_hooks'
import { type Translate, type Words, words } from './language.ts'

/*
 * Whether what is being worked on is sample data. The one flag is `System.sample`; the faces (the web app, `execute`, the
 * command line) carry it into their work, and each writer of documents asks here. So a new document is marked without
 * anybody thinking of it.
 */

const working = new AsyncLocalStorage<boolean>()

/** Does the work of a system whose data are sample data, or real. */
export function asSample<T>(sample: boolean, work: () => T): T {
  return working.run(sample, work)
}

/** Whether what is being written now is sample data. */
export function isSample(): boolean {
  return working.getStore() === true
}

/** What sample data say of themselves, in documents and files, whose language is Vietnamese. */
export const sampleMark = 'DỮ LIỆU MẪU'
/** The same on pages and in mails, which have the reader's language. */
export const sampleWords: Words = words(sampleMark, 'SAMPLE DATA')
/** The same where the reader's language is not known. */
export const sampleMarkBoth = `${sampleMark} / ${sampleWords.en}`
const filePrefix = 'du-lieu-mau-'

/** The line at the top of a document: what was to stand there, and the mark of sample data if it is not in it. */
export function markedBanner(banner: string | undefined): string | undefined {
  if (!isSample() || banner?.includes(sampleMark)) return banner
  return banner === undefined ? sampleMark : `${banner} - ${sampleMark}`
}

/** A heading that says first that it stands over sample data. @param t the reader's language; Vietnamese if not said */
export function markedTitle(
  title: string,
  t: Translate = (words) => (typeof words === 'string' ? words : words.vi),
): string {
  return isSample() ? `${t(sampleWords)}: ${title}` : title
}

/** The name of a file of sample data: `du-lieu-mau-bao-cao.docx`. */
export function markedFileName(name: string): string {
  return isSample() && !name.startsWith(filePrefix) ? `${filePrefix}${name}` : name
}

/** An answer of sample data says so in a member of its own. A list alone has no place for one. */
export function markedResult(result: unknown): unknown {
  if (!isSample() || typeof result !== 'object' || result === null || Array.isArray(result)) return result
  return { sampleData: sampleMarkBoth, ...result }
}
