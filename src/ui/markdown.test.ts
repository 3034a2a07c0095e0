import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownHtml } from './markdown.tsx'

test('paragraphs, lists, emphasis and links are shown', () => {
  expect(markdownHtml('Một **đậm**\n\n1. Bước một\n2. Bước hai')).toBe(
    '<p>Một <strong>đậm</strong></p>\n<ol>\n<li>Bước một</li>\n<li>Bước hai</li>\n</ol>',
  )
  expect(markdownHtml('[tcvn](https://tcvn.gov.vn)')).toContain(
    '<a rel="noopener noreferrer nofollow" href="https://tcvn.gov.vn">tcvn</a>',
  )
})

test('HTML is shown as it was typed, addresses of scripts and pictures lead nowhere', () => {
  expect(markdownHtml('<script>alert(1)</script>')).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>')
  expect(markdownHtml('[x](javascript:alert(1))')).toBe(
    '<p><a rel="noopener noreferrer nofollow" href="">x</a></p>',
  )
  expect(markdownHtml('![x](https://a.vn/x.png)')).not.toContain('<img')
  expect(markdownHtml('# Không là tiêu đề')).toBe('<p># Không là tiêu đề</p>')
})

test('no text makes any other tag, nor an attribute but that of a link', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '&',
      '[',
      ']',
      '(',
      ')',
      '!',
      '*',
      '_',
      '`',
      '#',
      '- ',
      '1. ',
      '\n',
      ' ',
      '>',
      '\\',
    ],
    ...[
      'a',
      'javascript:',
      'data:text/html,',
      'https://x.vn',
      'onload=',
      '<img src=x>',
      '<a href="x" onclick="y">',
      '&#106;',
    ],
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const html = markdownHtml(parts.join(''))
      for (const [tag] of html.matchAll(/<[^>]*>/g))
        expect(tag).toMatch(
          /^<(\/?(p|ul|ol|li|strong|em|blockquote)|br \/|ol start="\d+"|\/a|a rel="noopener noreferrer nofollow" href="[^"<>]*"( title="[^"<>]*")?)>$/,
        )
      for (const [, address = ''] of html.matchAll(/href="([^"]*)"/g))
        expect(address).not.toMatch(/^\s*(javascript|data|vbscript):/i)
    }),
  )
})
