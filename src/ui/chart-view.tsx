import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ChartSize } from './chart.ts'

/** A chart drawn twice, for a page and for a phone; the page shows the one that fits. Its table stands beside it. */
export function Chart(props: { title: string; draw: (size: ChartSize) => string; note?: Child }) {
  return (
    <figure class="chart my-4 break-inside-avoid">
      <figcaption class="mb-2 font-semibold">{props.title}</figcaption>
      <div class="hidden sm:block print:block [&>svg]:h-auto [&>svg]:max-w-full">
        {raw(props.draw('wide'))}
      </div>
      <div class="sm:hidden print:hidden [&>svg]:h-auto [&>svg]:max-w-full">{raw(props.draw('narrow'))}</div>
      {props.note === undefined ? null : <p class="hint mt-1">{props.note}</p>}
    </figure>
  )
}
