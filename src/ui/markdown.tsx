import { raw } from 'hono/html'
import { micromark } from 'micromark'

/*
 * Text that people write in Markdown. micromark escapes any HTML in it and drops addresses that no page should open (javascript: and the
 * like); code and HTML are switched off, so that what stays is paragraphs, lists, emphasis, quotations and links. An article has headings
 * too, and the pictures that belong to it.
 */

const off = [
  'htmlFlow',
  'htmlText',
  'codeIndented',
  'codeFenced',
  'codeText',
  'thematicBreak',
  'definition',
  'setextUnderline',
]
const plain = { extensions: [{ disable: { null: [...off, 'labelStartImage', 'headingAtx'] } }] }
const rich = { extensions: [{ disable: { null: off } }] }

// what the text itself says never reaches a tag: its brackets are escaped
const outward = (html: string) => html.replaceAll('<a href="', '<a rel="noopener noreferrer nofollow" href="')

/** Markdown as HTML that is safe to show. Pure. */
export const markdownHtml = (text: string): string => outward(micromark(text, plain))

/**
 * An article in Markdown as HTML that is safe to show. Its highest heading stands below the page's own; a picture is named by its number,
 * `![caption](7)`, and what is none of these is left out. Pure.
 * @param pictures the pictures that belong to it: where each is, by its number
 */
export const articleHtml = (text: string, pictures: ReadonlyMap<number, string>): string =>
  outward(micromark(text, rich))
    .replace(
      /<(\/?)h([1-6])>/g,
      (_tag, end: string, level: string) => `<${end}h${Math.min(6, Number(level) + 1)}>`,
    )
    .replace(
      /<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? \/>/g,
      (_tag, named: string, alt: string) => {
        const address = /^\d{1,9}$/.test(named) ? pictures.get(Number(named)) : undefined
        return address === undefined ? alt : `<img src="${address}" alt="${alt}" loading="lazy">`
      },
    )

/** Text that somebody wrote in Markdown. */
export function Markdown(props: { text: string }) {
  return <div class="markdown max-w-prose">{raw(markdownHtml(props.text))}</div>
}

/** An article that somebody wrote in Markdown, with its pictures. */
export function ArticleText(props: { text: string; pictures: ReadonlyMap<number, string> }) {
  return <div class="markdown max-w-prose">{raw(articleHtml(props.text, props.pictures))}</div>
}
