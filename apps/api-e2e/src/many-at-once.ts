const AT_ONCE = 100;

/** So many requests, a hundred under way at any time; how often each status was answered. */
export async function manyAtOnce(
  ask: () => Promise<{ readonly status: number }>,
  requests: number,
): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { status } = await ask();
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return statuses;
}
