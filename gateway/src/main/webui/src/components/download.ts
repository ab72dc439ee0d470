/** Hands a file to the person; the call carries the token, so a plain link would not do. */
export function save(content: Blob, name: string): void {
    const url = URL.createObjectURL(content);
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
}
