import type { Logger } from '@nestjs/common';
import { StoreUnavailableError } from '@latchkey/domain';

export interface InterruptionWords {
  readonly begins: string;
  readonly ends: string;
  /** Of anything that is no interruption. */
  readonly otherFailure: string;
}

/** What is said of work that the database interrupts: that once, and anything else each time. */
export class Interruption {
  private isOn = false;

  constructor(
    private readonly logger: Logger,
    private readonly words: InterruptionWords,
  ) {}

  get lasts(): boolean {
    return this.isOn;
  }

  failed(error: Error): void {
    if (!(error instanceof StoreUnavailableError)) {
      this.logger.error(`${this.words.otherFailure} ${error.message}`, error.stack);
    } else if (!this.isOn) {
      this.isOn = true;
      this.logger.warn(this.words.begins);
    }
  }

  succeeded(): void {
    if (this.isOn) this.logger.warn(this.words.ends);
    this.isOn = false;
  }
}
