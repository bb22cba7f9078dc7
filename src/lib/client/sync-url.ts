/** Where documents are synchronised: the page's own host, and a socket as safe as the page. */
export function syncUrl(page: Pick<Location, 'protocol' | 'host'> = location): string {
	return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/sync`;
}
