import { raw } from 'hono/html'
import { micromark } from 'micromark'

/*
 * Text that people write in Markdown. micromark escapes any HTML in it and drops addresses that no page should open (javascript: and the
 * like); pictures, headings, code and HTML are switched off, so that what stays is paragraphs, lists, emphasis, quotations and links.
 */

const options = {
  extensions: [
    {
      disable: {
        null: [
          ...['htmlFlow', 'htmlText', 'labelStartImage', 'headingAtx', 'setextUnderline'],
          ...['codeIndented', 'codeFenced', 'codeText', 'thematicBreak', 'definition'],
        ],
      },
    },
  ],
}

/** Markdown as HTML that is safe to show. Pure. */
export const markdownHtml = (text: string): string =>
  // what the text itself says never reaches the tag: its brackets are escaped
  micromark(text, options).replaceAll('<a href="', '<a rel="noopener noreferrer nofollow" href="')

/** Text that somebody wrote in Markdown. */
export function Markdown(props: { text: string }) {
  return <div class="markdown max-w-prose">{raw(markdownHtml(props.text))}</div>
}
