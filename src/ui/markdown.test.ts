import fc from 'fast-check'
import { expect, test } from 'vitest'
import { articleHtml, markdownHtml } from './markdown.tsx'

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

test('an article has headings below the page’s own and its own pictures; no text makes any other tag', () => {
  const pictures = new Map([[7, '/news/pictures/7']])
  expect(articleHtml('# Phần một\n\n![Ảnh "A"](7)', pictures)).toBe(
    '<h2>Phần một</h2>\n<p><img src="/news/pictures/7" alt="Ảnh &quot;A&quot;" loading="lazy"></p>',
  )
  for (const text of [
    '![x](8)',
    '![x](https://a.vn/x.png)',
    '![x](javascript:alert(1))',
    '<img src=x onerror=alert(1)>',
  ])
    expect(articleHtml(text, pictures)).not.toContain('<img')
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
      '\n',
      ' ',
      '\\',
      '7',
      '![',
      '](',
    ],
    ...['javascript:', 'https://x.vn', 'onload=', '<img src="7">', '<script>', ' "t"', '&#106;'],
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      for (const [tag] of articleHtml(parts.join(''), pictures).matchAll(/<[^>]*>/g))
        expect(tag).toMatch(
          /^<(\/?(p|ul|ol|li|strong|em|blockquote|h[2-6])|br \/|\/a|img src="\/news\/pictures\/7" alt="[^"<>]*" loading="lazy"|a rel="noopener noreferrer nofollow" href="[^"<>]*"( title="[^"<>]*")?)>$/,
        )
    }),
  )
})
