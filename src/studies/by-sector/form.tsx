import type { Child } from 'hono/jsx'
import type { Translate } from '../../platform/language.ts'
import type { fields } from '../../ui/index.ts'

/** By which sectors a study of the whole economy is looked at, with what each needs. */
export function SectorFields({ t, f }: { t: Translate; f: ReturnType<typeof fields> }): Child {
  return (
    <section class="panel grid gap-4">
      <div>
        <h2>{t('Theo ngành', 'By sector')}</h2>
        <p class="hint">
          {t(
            'Chỉ khi tính cho toàn bộ nền kinh tế. Cần GRDP theo giá so sánh và lao động của từng ngành để phân tích dịch chuyển cơ cấu; thêm vốn hoặc đầu tư của từng ngành (và GRDP theo giá hiện hành để lấy tỷ trọng) để có TFP từng ngành, đóng góp của ngành và tái phân bổ vốn, lao động. Thuế sản phẩm không phải là ngành sản xuất nên không tính.',
            'Only for the whole economy. GRDP at constant prices and labour of each sector give the shift-share; capital or investment of each sector (and GRDP at current prices for the weights) give TFP by sector, contributions, and the reallocation of capital and labour. Taxes on products are no sector of production.',
          )}
        </p>
      </div>
      {f.radio('sectors', {
        label: t('Phân tích theo ngành', 'Analysis by sector'),
        choices: [
          { value: 'none', label: t('Không', 'No') },
          {
            value: 'main',
            label: t(
              '3 khu vực: nông, lâm nghiệp và thủy sản; công nghiệp và xây dựng; dịch vụ',
              'Three sectors: agriculture; industry and construction; services',
            ),
          },
          {
            value: 'sections',
            label: t('Ngành cấp 1 theo VSIC (A, B, C, …)', 'Sections of VSIC (A, B, C, …)'),
          },
        ],
      })}
    </section>
  )
}
