import { Inject, Injectable } from '@nestjs/common';
import type { AccountPage, AccountView, CreateUserRequest, ListQuery, UpdateUserRequest } from '@latchkey/contracts';
import { type Caller, CreateUser, type Database, LetUserLeave, ManageSecondFactor, UpdateUser } from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toAccountView } from './user.presenter.js';

@Injectable()
export class UsersService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CreateUser) private readonly createUser: CreateUser,
    @Inject(LetUserLeave) private readonly letUserLeave: LetUserLeave,
    @Inject(UpdateUser) private readonly updateUser: UpdateUser,
    @Inject(ManageSecondFactor) private readonly secondFactor: ManageSecondFactor,
  ) {}

  async list(query: ListQuery): Promise<AccountPage> {
    return toPage(await this.database.users.page(pageRequestOf(query)), toAccountView);
  }

  async create(caller: Caller, account: CreateUserRequest): Promise<AccountView> {
    return toAccountView(await this.createUser.execute(caller, account));
  }

  async update(caller: Caller, userId: string, changes: UpdateUserRequest): Promise<AccountView> {
    return toAccountView(await this.updateUser.execute(caller, userId, changes));
  }

  takeOffTwoFactor(caller: Caller, userId: string): Promise<void> {
    return this.secondFactor.takeOff(caller, userId);
  }

  async letLeave(caller: Caller, userId: string): Promise<AccountView> {
    return toAccountView(await this.letUserLeave.execute(caller, userId));
  }
}
