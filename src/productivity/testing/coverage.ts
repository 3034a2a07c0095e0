import { normal, type Random } from '../../tfp/index.ts'
import { clusteredMean } from '../effect.ts'

/** Whether the interval holds the true mean 0.1 of pairs that share their control's luck, with this many controls. */
export function clustersHold(controls: number, random: Random): boolean {
  const clusters = Array.from({ length: controls }, (_, g) => {
    const luck = 0.1 * normal(random)
    return Array.from({ length: 1 + (g % 3) }, () => 0.1 + luck + 0.15 * normal(random))
  })
  const { low, high } = clusteredMean(clusters)
  return low <= 0.1 && 0.1 <= high
}
