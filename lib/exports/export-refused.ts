/** No file is made, in a sentence for the person who asked: 400 nothing can be made of what was asked, 503 too many are under way. */
export class ExportRefused extends Error {
  readonly status: 400 | 503;

  constructor(status: 400 | 503, message: string) {
    super(message);
    this.name = "ExportRefused";
    this.status = status;
  }
}
