import { Inject, Injectable } from '@nestjs/common';
import type { AccountPage, AccountView, CreateUserRequest, ListQuery } from '@latchkey/contracts';
import { type Caller, CreateUser, type Database, LetUserLeave } from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toAccountView } from './user.presenter.js';

@Injectable()
export class UsersService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CreateUser) private readonly createUser: CreateUser,
    @Inject(LetUserLeave) private readonly letUserLeave: LetUserLeave,
  ) {}

  async list(query: ListQuery): Promise<AccountPage> {
    return toPage(await this.database.users.page(pageRequestOf(query)), toAccountView);
  }

  async create(caller: Caller, account: CreateUserRequest): Promise<AccountView> {
    return toAccountView(await this.createUser.execute(caller, account));
  }

  async letLeave(caller: Caller, userId: string): Promise<AccountView> {
    return toAccountView(await this.letUserLeave.execute(caller, userId));
  }
}
