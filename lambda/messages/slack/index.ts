/** What is said in Slack: messages from incidents, without a clock and without Slack. */
export { alarmMessage, type AlarmChange } from './alarm';
export { membersCsv, type MembersOf } from './csv';
export { digestMessage } from './digest';
export { incidentMessage, type IncidentForm } from './incident';
export { MOST_LISTED } from '../../domain/told';
export { newsMessage } from './news';
export { acknowledgedMessage, mutedByReactionMessage } from './reactions';
export { movedOn, redirected } from './redirected';
export { reportMessage, type ReportTelling } from './report';
export { welcomeMessage, type WelcomeFacts } from './welcome';
export { dashboardLink } from './places';
