import type { Child } from 'hono/jsx'

/** A piece under the name that code calls it by. */
export function Piece(props: { name: string; children?: Child }) {
  return (
    <section class="mb-6" aria-label={props.name} data-piece={props.name}>
      <h3 class="mb-2 font-mono text-sm">{props.name}</h3>
      {props.children}
    </section>
  )
}
