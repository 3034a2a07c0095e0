/**
 * Robert M. Solow, "Technical Change and the Aggregate Production Function", Review of Economics and Statistics 39 (1957),
 * Table 1, p. 315: private non-farm economy of the United States, 1909-1949. `q` output per man-hour, `k` employed capital
 * per man-hour (dollars of 1939), `a` his index of technology A(t). Figures as reprinted by W. H. Greene, Econometric
 * Analysis, 5th ed. (2003), Table F7.2. The column of property's share is not reprinted there and is not given here.
 */
export const solow = {
  firstYear: 1909,
  q: [
    0.623, 0.616, 0.647, 0.652, 0.68, 0.682, 0.669, 0.7, 0.679, 0.729, 0.767, 0.721, 0.77, 0.788, 0.809,
    0.836, 0.872, 0.869, 0.871, 0.874, 0.895, 0.88, 0.904, 0.879, 0.869, 0.921, 0.943, 0.982, 0.971, 1, 1.034,
    1.082, 1.122, 1.136, 1.18, 1.265, 1.296, 1.215, 1.194, 1.221, 1.275,
  ],
  k: [
    2.06, 2.1, 2.17, 2.21, 2.23, 2.2, 2.26, 2.34, 2.21, 2.22, 2.47, 2.58, 2.55, 2.49, 2.61, 2.74, 2.81, 2.87,
    2.93, 3.02, 3.06, 3.3, 3.33, 3.28, 3.1, 3, 2.87, 2.72, 2.71, 2.78, 2.66, 2.63, 2.58, 2.64, 2.62, 2.63,
    2.66, 2.5, 2.5, 2.55, 2.7,
  ],
  a: [
    1, 0.983, 1.021, 1.023, 1.064, 1.071, 1.041, 1.076, 1.065, 1.142, 1.157, 1.069, 1.146, 1.183, 1.196,
    1.215, 1.254, 1.241, 1.235, 1.226, 1.251, 1.197, 1.226, 1.198, 1.211, 1.298, 1.349, 1.429, 1.415, 1.445,
    1.514, 1.59, 1.66, 1.665, 1.692, 1.812, 1.85, 1.769, 1.739, 1.767, 1.809,
  ],
}
