/** What stands in front of the APIs after a split. */
export { chooseFrontDoor } from './choose';
export {
  type FrontDoorChoice,
  type FrontDoorFacts,
  type FrontDoorKind,
  frontDoorKinds,
  nothingKnown,
  type UsableDoor,
} from './facts';
export { apiName, prefixText, withExceptions } from './names';
