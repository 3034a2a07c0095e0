import { systemActor } from '../platform/actor.ts'
import { addLicence, confirmProvider, recordProvider } from '../providers/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** Those of the sample's register that are confirmed, so that turns and certificates pick them. */
const confirmed = new WeakMap<Scenario, { readonly consultant: number; readonly certifier: number }>()

/** Whom the turns and certificates of a sample pick; undefined before the register is begun. */
export const providersOf = (scenario: Scenario) => confirmed.get(scenario)

/**
 * The register of a sample: a consultant, a certification body and a laboratory entered by the program and confirmed by the coordinator, the licence of the
 * last ending with the plan; an expert who still waits for another person.
 */
export function keepProviders(scenario: Scenario): void {
  const { plan, story, as, paper } = scenario
  story.on(opening(scenario, plan.firstYear, '01-06'), async () => {
    const officer = as('coordinator')
    const enter = async (of: object, number: string, expiresOn: string) => {
      const { id, version } = await story.run(systemActor, recordProvider, { ...organisation, ...of })
      await story.run(officer, addLicence, {
        ...{ id, kind: 'registration', issuer: 'Cơ quan cấp (mẫu)', scope: 'Theo hồ sơ năng lực (mẫu)' },
        ...{ number, issuedOn: `${plan.firstYear - 1}-06-01`, expiresOn },
        fileId: await paper('Giấy đăng ký hoạt động'),
      })
      await story.run(officer, confirmProvider, { id, version })
      return id
    }
    const last = `${plan.lastYear + 2}-12-31`
    const consultant = await enter(
      { name: 'Công ty tư vấn năng suất (mẫu)', consultant: true, trainer: true },
      '01/ĐK-MAU',
      last,
    )
    const certifier = await enter({ name: 'Tổ chức chứng nhận mẫu', certifier: true }, '02/ĐK-MAU', last)
    await enter({ name: 'Phòng thử nghiệm (mẫu)', laboratory: true }, '03/ĐK-MAU', `${plan.lastYear}-12-31`)
    await story.run(officer, recordProvider, {
      ...{ form: 'person', name: 'Chuyên gia Nguyễn Văn Mẫu', consultant: true, specialities: 'Lean (mẫu)' },
    })
    confirmed.set(scenario, { consultant, certifier })
  })
}

const organisation = {
  ...{ form: 'organisation', address: 'Địa chỉ mẫu', specialities: 'ISO 9001; HACCP; 5S (mẫu)' },
}
