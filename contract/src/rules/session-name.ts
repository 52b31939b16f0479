/** A session's name with its sport, said once: most titles begin with it. For mails, files and lists alike. */
export function sessionName({ sportName, title }: { sportName: string; title: string }): string {
  return title.toLowerCase().includes(sportName.toLowerCase()) ? title : `${sportName}, ${title}`;
}
