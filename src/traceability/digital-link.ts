/**
 * The path of a GS1 Digital Link of a lot, below the address of the program: the product number in fourteen digits under 01, the lot under 10,
 * a serial under 21. Source: GS1 Digital Link standard, URI syntax (primary key 01, key qualifiers 10 and 21 in this order).
 */
export function digitalLinkPath(of: {
  readonly gtin: string
  readonly lot: string
  readonly serial?: string | null
}): string {
  const { gtin, lot, serial } = of
  const path = `/01/${gtin.padStart(14, '0')}/10/${encodeURIComponent(lot)}`
  return serial == null ? path : `${path}/21/${encodeURIComponent(serial)}`
}
