import { raw } from 'hono/html'
import { renderSVG } from 'uqr'

/** A QR code as a picture in the page; dark on white whatever the theme, with a quiet zone of four modules, as scanners want it. */
export function QrPicture(props: { text: string; label: string }) {
  return (
    <div role="img" aria-label={props.label} class="size-60 [shape-rendering:crispEdges]">
      {raw(renderSVG(props.text, { ecc: 'M', border: 4, pixelSize: 1 }))}
    </div>
  )
}
