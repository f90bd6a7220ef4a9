import type { MessageBody } from '#messages/message-body.ts'

/** What a person is asked, privately, before anything starts. */
export interface Question {
  question: MessageBody
}
