import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const faces = ['400Regular/Tinos_400Regular.ttf', '700Bold/Tinos_700Bold.ttf']

/** The font that pictures in documents are lettered in: the twin in measure of Times New Roman, which the document has. */
export const documentFont = 'Tinos'

/**
 * An SVG chart as PNG for a document, lettered in Tinos alone, so that it is the same picture on every machine.
 * @param scale how many pixels a unit of the SVG gets; 2 prints at about 240 dots an inch over a page's width
 */
export async function chartPng(svg: string, scale = 2): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: faces.map((face) => join(fonts, face)),
      defaultFontFamily: documentFont,
    },
  })
  return new Uint8Array(drawn.render().asPng())
}
