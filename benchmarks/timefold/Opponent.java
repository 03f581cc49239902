import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoft.HardMediumSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Timefold with its default construction and local search on the public meeting-scheduling rules: the constraints are
 * those of its own benchmark (CONSTRAINTS.md names the file), written for it anew.
 *
 * <p>Reads numbers from standard input (see benchmarks/meeting_opponent.py), writes `place id start room` a line.
 */
public class Opponent {

    public record Room(int id, int capacity) {}

    public record Grain(int index, int day) {}

    public record Attendance(int id, int person, Meeting meeting, boolean required) {}

    @PlanningEntity
    public static class Meeting {
        @PlanningId public int id;
        public int length;
        public int needed;
        @PlanningVariable public Grain grain;
        @PlanningVariable public Room room;

        public Meeting() {}

        public int id() { return id; }

        public Room room() { return room; }

        public Integer start() { return grain == null ? null : grain.index(); }

        public Integer end() { return grain == null ? null : grain.index() + length; }

        public Integer last() { return grain == null ? null : grain.index() + length - 1; }

        int shared(Meeting other) {
            return Math.max(0, Math.min(end(), other.end()) - Math.max(start(), other.start()));
        }
    }

    @PlanningSolution
    public static class Week {
        @PlanningEntityCollectionProperty public List<Meeting> meetings = new ArrayList<>();
        @ValueRangeProvider @ProblemFactCollectionProperty public List<Room> rooms = new ArrayList<>();
        @ValueRangeProvider @ProblemFactCollectionProperty public List<Grain> grains = new ArrayList<>();
        @ProblemFactCollectionProperty public List<Attendance> attendances = new ArrayList<>();
        @PlanningScore public HardMediumSoftScore score;
    }

    public static class Rules implements ConstraintProvider {
        @Override
        public Constraint[] defineConstraints(ConstraintFactory factory) {
            return new Constraint[] {
                factory.forEachUniquePair(Meeting.class, Joiners.equal(Meeting::room),
                                Joiners.overlapping(Meeting::start, Meeting::end))
                        .penalize(HardMediumSoftScore.ONE_HARD, Meeting::shared).asConstraint("room"),
                factory.forEach(Meeting.class)
                        .ifNotExists(Grain.class, Joiners.equal(Meeting::last, Grain::index))
                        .penalize(HardMediumSoftScore.ONE_HARD, Meeting::last).asConstraint("overtime"),
                factory.forEach(Meeting.class).filter(m -> m.needed > m.room.capacity())
                        .penalize(HardMediumSoftScore.ONE_HARD, m -> m.needed - m.room.capacity()).asConstraint("capacity"),
                factory.forEach(Meeting.class)
                        .join(Grain.class, Joiners.equal(Meeting::last, Grain::index),
                                Joiners.filtering((m, grain) -> grain.day() != m.grain.day()))
                        .penalize(HardMediumSoftScore.ONE_HARD).asConstraint("one day"),
                together(factory, true, true, HardMediumSoftScore.ONE_HARD, "required"),
                together(factory, true, false, HardMediumSoftScore.ONE_MEDIUM, "required and preferred"),
                together(factory, false, false, HardMediumSoftScore.ONE_MEDIUM, "preferred"),
                factory.forEach(Meeting.class)
                        .penalize(HardMediumSoftScore.ONE_SOFT, Meeting::last).asConstraint("soon"),
                factory.forEach(Meeting.class)
                        .join(Meeting.class, Joiners.equal(Meeting::end, Meeting::start))
                        .penalize(HardMediumSoftScore.ofSoft(100)).asConstraint("break"),
                factory.forEachUniquePair(Meeting.class, Joiners.overlapping(Meeting::start, Meeting::end))
                        .penalize(HardMediumSoftScore.ofSoft(10), Meeting::shared).asConstraint("overlap"),
                factory.forEach(Meeting.class)
                        .join(Room.class, Joiners.lessThan(m -> m.room.capacity(), Room::capacity))
                        .penalize(HardMediumSoftScore.ONE_SOFT, (m, room) -> room.capacity() - m.room.capacity())
                        .asConstraint("larger rooms"),
                factory.forEach(Attendance.class)
                        .join(Attendance.class, Joiners.equal(Attendance::person),
                                Joiners.filtering((a, b) -> a.meeting() != b.meeting()))
                        .join(Meeting.class, Joiners.equal((a, b) -> a.meeting().id, Meeting::id))
                        .join(Meeting.class, Joiners.equal((a, b, m) -> b.meeting().id, Meeting::id),
                                Joiners.lessThan((a, b, m) -> m.start(), Meeting::start),
                                Joiners.filtering((a, b, m, n) -> m.room != n.room),
                                Joiners.filtering((a, b, m, n) -> n.start() - m.length - m.start() <= 2))
                        .penalize(HardMediumSoftScore.ONE_SOFT).asConstraint("stability"),
            };
        }

        private Constraint together(
                ConstraintFactory factory, boolean one, boolean other, HardMediumSoftScore weight, String name) {
            var first = factory.forEach(Attendance.class).filter(a -> a.required() == one);
            var pairs = first.join(Attendance.class, Joiners.equal(Attendance::person),
                    Joiners.filtering((a, b) -> b.required() == other && (one == other ? a.id() < b.id() : true)));
            return pairs.join(Meeting.class, Joiners.equal((a, b) -> a.meeting().id, Meeting::id))
                    .join(Meeting.class, Joiners.equal((a, b, m) -> b.meeting().id, Meeting::id),
                            Joiners.overlapping((a, b, m) -> m.start(), (a, b, m) -> m.end(), Meeting::start, Meeting::end))
                    .penalize(weight, (a, b, m, n) -> m.shared(n)).asConstraint(name);
        }
    }

    public static void main(String[] args) throws Exception {
        Week week = read(new BufferedReader(new InputStreamReader(System.in)));
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Week.class).withEntityClasses(Meeting.class)
                .withConstraintProviderClass(Rules.class)
                .withTerminationSpentLimit(Duration.ofMillis(Long.parseLong(args[0])))
                .withRandomSeed(Long.parseLong(args[1]));
        Week best = SolverFactory.<Week>create(config).buildSolver().solve(week);
        System.err.println(best.score);
        for (Meeting meeting : best.meetings) {
            if (meeting.grain != null && meeting.room != null) System.out.println("place " + meeting.id + " " + meeting.grain.index() + " " + meeting.room.id());
        }
    }

    private static Week read(BufferedReader input) throws Exception {
        Week week = new Week();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            StringTokenizer words = new StringTokenizer(line);
            String kind = words.nextToken();
            int[] n = new int[words.countTokens()];
            for (int at = 0; at < n.length; at++) {
                n[at] = Integer.parseInt(words.nextToken());
            }
            switch (kind) {
                case "room" -> week.rooms.add(new Room(n[0], n[1]));
                case "grain" -> week.grains.add(new Grain(n[0], n[1]));
                case "meeting" -> {
                    Meeting meeting = new Meeting();
                    meeting.id = n[0];
                    meeting.length = n[1];
                    meeting.needed = n[2];
                    week.meetings.add(meeting);
                }
                default -> week.attendances.add(new Attendance(
                        week.attendances.size(), n[0], week.meetings.get(week.meetings.size() - 1), n[1] == 1));
            }
        }
        return week;
    }
}
