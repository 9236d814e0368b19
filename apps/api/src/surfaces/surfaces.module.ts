import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { MembersModule } from '../members/members.module.js';
import { AudienceModule } from '../messaging/audience.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { MessagesmartController } from './messagesmart/messagesmart.controller.js';
import { MessagesmartService } from './messagesmart/messagesmart.service.js';
import { SettingsController } from './startmessaging/settings.controller.js';
import { WastackDevicesController } from './wastack/wastack-devices.controller.js';
import { WastackMessagesController } from './wastack/wastack-messages.controller.js';
import { WastackTeamController } from './wastack/wastack-team.controller.js';
import { WastackTeamService } from './wastack/wastack-team.service.js';
import { WhatomateContactsController } from './whatomate/whatomate-contacts.controller.js';
import { WhatomateKeysController } from './whatomate/whatomate-keys.controller.js';
import { WhatomateKeysService } from './whatomate/whatomate-keys.service.js';

/** The vendors' own paths and bodies. What they do is done by the features that every API has. */
@Module({
  imports: [AudienceModule, KeysModule, MembersModule, MessagingModule, PlansModule, WorkspacesModule],
  controllers: [
    SettingsController,
    MessagesmartController,
    WastackDevicesController,
    WastackMessagesController,
    WastackTeamController,
    WhatomateContactsController,
    WhatomateKeysController,
  ],
  providers: [MessagesmartService, WastackTeamService, WhatomateKeysService],
})
export class SurfacesModule {}
