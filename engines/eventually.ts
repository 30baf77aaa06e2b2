/**
 * Tries until it does not throw, as what controllers do takes its time.
 * @throws what it threw at last, once `seconds` are over
 */
export async function eventually(check: () => Promise<void>, seconds = 30): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
