import { words } from '../platform/language.ts'

/** The law that personal data are held under. Its articles for each kind are stated by nobody yet, and none is invented. */
export const personalDataLaw = words(
  'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (hiệu lực từ 01/01/2026), Nghị định 356/2025/NĐ-CP',
  'Law on Personal Data Protection 91/2025/QH15 (in force from 01/01/2026), Decree 356/2025/NĐ-CP',
)

/** What stands where the law's article, or a period, has been stated by nobody. */
export const notStated = words('Chưa nêu', 'Not stated')

/** The rights of a person by that law. */
export const personalRights = words(
  'biết, đồng ý, rút lại sự đồng ý, xem, yêu cầu sửa, yêu cầu xóa, phản đối việc xử lý',
  'to know, to agree, to withdraw agreement, to see, to have corrected, to have erased, to object',
)
