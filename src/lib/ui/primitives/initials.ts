/** "Head of Contact Management" is HC: the first letters of the first two words with a capital. */
export function initials(name: string): string {
	const words = name.trim().split(/\s+/u);
	const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
	const chosen = capitals.length > 0 ? capitals : words;
	return chosen
		.slice(0, 2)
		.map((word) => [...word][0] ?? '')
		.join('')
		.toUpperCase();
}
