/** The recipe for events with group sessions or wishes for organisations: choose items, smooth agendas, assign rooms. */
import { buildGroupProblem } from '../../model/build-groups.js';
import type { Event } from '../../model/event.js';
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { type Figures, statusOf, toObjective } from '../../model/objective.js';
import type { SolveOutcome, Stop } from '../../model/outcome.js';
import { inOrganisersPoints } from '../../model/problem.js';
import { Budget } from '../budget.js';
import { impossibleFrom } from '../contradictions.js';
import { assignInterpreters } from '../interpreters.js';
import { Random } from '../random.js';
import { Reporter } from '../reporter.js';
import { type Placed, toMeetings } from '../result.js';
import { countMoves, RoomPlanner } from '../rooms.js';
import type { SolveOptions } from '../solve.js';
import { activitiesOfItems } from './activities.js';
import { type GroupAgendas, smoothGroupAgendas } from './agendas.js';
import { GroupChooser } from './chooser.js';
import { keepGroupMusts } from './contradictions.js';
