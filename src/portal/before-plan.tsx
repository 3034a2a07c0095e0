import { holds, staff } from '../platform/actor.ts'
import type { PageRequest, View } from '../platform/page.ts'
import { FirstDays } from '../setup/index.ts'
import { LinkButton, Notice } from '../ui/index.ts'

/** The first page while no plan has been accepted. */
export async function beforePlanView(request: PageRequest): Promise<View> {
  const { t, actor } = request
  return {
    title: t(
      'Nâng cao năng suất và chất lượng sản phẩm, hàng hóa',
      'Raising the productivity and quality of enterprises',
    ),
    actions:
      actor.userId === null ? (
        <LinkButton href="/sign-in" kind="primary">
          {t('Đăng nhập', 'Sign in')}
        </LinkButton>
      ) : null,
    body: (
      <>
        {holds(actor, staff) && actor.userId !== null ? await FirstDays({ request }) : null}
        <Notice title={t('Chưa có kế hoạch đang thực hiện', 'No plan is in force yet')}>
          <p>
            {t(
              'Chỉ tiêu, thời hạn và kinh phí hiện ở đây khi một kế hoạch được chấp nhận.',
              'Targets, dates and budget stand here once a plan has been accepted.',
            )}
          </p>
        </Notice>
      </>
    ),
  }
}
