/** Whether something answers there, and says that it is well. */
export async function respondsAt(url: string): Promise<boolean> {
  const { ok } = await fetch(url);
  return ok;
}
