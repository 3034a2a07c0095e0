/** The page of a task. */
export const taskAt = ({ id }: { readonly id: number }): string => `/science-tasks/${id}`
