/**
 * Charles W. Cobb and Paul H. Douglas, "A Theory of Production", American Economic Review 18(1), supplement (1928), pp.
 * 139-165: manufacturing in the United States, 1899-1922, indices with 1899 = 100, as reprinted by J. Felipe and F. G.
 * Adams, Eastern Economic Journal 31 (2005), pp. 427-445. Columns: product, labour, capital, and labour as printed in J.
 * Stewart, Calculus: Concepts and Contexts, 2nd ed. (Brooks/Cole, 2001), pp. 750-751, which differs by a few points in 19 years.
 */
export const manufacturing: readonly (readonly [
  year: number,
  product: number,
  labour: number,
  capital: number,
  labourInStewart: number,
])[] = [
  [1899, 100, 100, 100, 100],
  [1900, 101, 105, 107, 105],
  [1901, 112, 110, 114, 110],
  [1902, 122, 118, 122, 117],
  [1903, 124, 123, 131, 122],
  [1904, 122, 116, 138, 121],
  [1905, 143, 125, 149, 125],
  [1906, 152, 133, 163, 134],
  [1907, 151, 138, 176, 140],
  [1908, 126, 121, 185, 123],
  [1909, 155, 140, 198, 143],
  [1910, 159, 144, 208, 147],
  [1911, 153, 145, 216, 148],
  [1912, 177, 152, 226, 155],
  [1913, 184, 154, 236, 156],
  [1914, 169, 149, 244, 152],
  [1915, 189, 154, 266, 156],
  [1916, 225, 182, 298, 183],
  [1917, 227, 196, 335, 198],
  [1918, 223, 200, 366, 201],
  [1919, 218, 193, 387, 196],
  [1920, 231, 193, 407, 194],
  [1921, 179, 147, 417, 146],
  [1922, 240, 161, 431, 161],
]
