package org.lrs.experiment.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lrs.Range;
import org.lrs.evaluate.Outcomes;
import org.lrs.experiment.FinishedRun;
import org.lrs.experiment.store.Disk;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.text.NearestName;

/**
 * Runs that may be compared: the same images, and under one name the same target and the same
 * attack.
 *
 * @param runs in the order given
 * @param contestants the surrogates of all runs. One that several runs have counts once; where a
 *     name means different surrogates in different runs, the run's name stands before it.
 * @param targets names of the targets that every run has
 * @param attacks the attacks of all runs
 */
record Pool(
    List<FinishedRun> runs,
    List<Contestant> contestants,
    List<String> targets,
    List<RunResults.Attack> attacks) {

  /**
   * A surrogate that is compared.
   *
   * @param name its name in the comparison
   * @param ownName its name in its runs
   * @param runs the runs that have it, at least one
   */
  record Contestant(String name, String ownName, List<FinishedRun> runs) {

    /** The first of its runs. */
    FinishedRun home() {
      return runs.get(0);
    }

    /** The figure of the first run that has it, or null. */
    <T> T figure(BiFunction<FinishedRun, String, T> question) {
      return runs.stream()
          .map(run -> question.apply(run, ownName))
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }

    /** A property that the first run that measured it gives, or null. */
    <T> T measured(Function<Surrogate, T> property) {
      return figure((run, name) -> property.apply(run.surrogate(name).orElseThrow()));
    }

    /** What an attack crafted on it does, read once. */
    Optional<Attacked> attacked(String attack) {
      return runs.stream()
          .filter(run -> run.ran(ownName, attack))
          .findFirst()
          .map(
              run ->
                  new Attacked(
                      run, ownName, run.predictions(ownName, attack), run.wanted(ownName, attack)));
    }

    /**
     * The images of one attack crafted on a surrogate, and what the networks predict for them.
     *
     * @param wanted target classes, if the attack is targeted
     */
    record Attacked(
        FinishedRun run,
        String surrogate,
        FinishedRun.Predictions predictions,
        Optional<int[]> wanted) {

      /** Outcomes on a target. */
      Outcomes on(String target) {
        return outcomes(run.clean().targets().get(target), predictions.targets().get(target));
      }

      /** Outcomes on the surrogate itself. */
      Outcomes onItself() {
        return outcomes(
            run.clean().surrogates().get(surrogate), predictions.surrogates().get(surrogate));
      }

      private Outcomes outcomes(int[] clean, int[] adversarial) {
        return Outcomes.of(clean, adversarial, run.images().labels(), wanted);
      }
    }
  }

  /**
   * Reads run folders.
   *
   * @throws IllegalArgumentException if they cannot be compared, with the reason in one sentence
   */
  static Pool of(List<Path> folders) {
    List<String> lastNames = folders.stream().map(Pool::lastName).toList();
    boolean distinct = lastNames.stream().distinct().count() == lastNames.size();
    List<FinishedRun> runs = new ArrayList<>();
    for (Path folder : folders) {
      String name = distinct ? lastName(folder) : folder.toString();
      FinishedRun run = FinishedRun.read(name, folder);
      if (!runs.isEmpty()) {
        sameImages(runs.get(0), run);
      }
      runs.forEach(earlier -> sameTargets(earlier, run));
      runs.add(run);
    }
    return new Pool(runs, contestants(runs), sharedTargets(runs), allAttacks(runs));
  }

  private static String lastName(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private static void sameImages(FinishedRun one, FinishedRun other) {
    for (String file : List.of("ids.npy", "labels.npy", "images.npy")) {
      Path here = one.folder().resolve("clean").resolve(file);
      Path there = other.folder().resolve("clean").resolve(file);
      Range.require(
          Disk.reading(there, () -> Files.mismatch(here, there)) < 0,
          "the runs %s (%s) and %s (%s) attacked different images, so their outcomes cannot be paired; run both specs with the same 'data.evaluate'"
              .formatted(one.folder(), words(one), other.folder(), words(other)));
    }
  }

  private static String words(FinishedRun run) {
    RunResults.Dataset data = run.results().dataset();
    return "%s of %s %s".formatted(data.images(), data.dataset(), data.split()).strip();
  }

  private static void sameTargets(FinishedRun one, FinishedRun other) {
    for (String target : one.clean().targets().keySet()) {
      int[] here = one.clean().targets().get(target);
      int[] there = other.clean().targets().get(target);
      Range.require(
          there == null || Arrays.equals(here, there),
          "the target '%s' of %s is not that of %s: they disagree about clean images; give different networks different names in the specs"
              .formatted(target, one.folder(), other.folder()));
    }
  }

  private static List<String> sharedTargets(List<FinishedRun> runs) {
    List<String> shared = new ArrayList<>(runs.get(0).clean().targets().keySet());
    runs.forEach(run -> shared.retainAll(run.clean().targets().keySet()));
    Range.require(
        !shared.isEmpty(), "the runs have no target in common, so there is nothing to compare");
    return shared;
  }

  private static List<RunResults.Attack> allAttacks(List<FinishedRun> runs) {
    Map<String, RunResults.Attack> attacks = new LinkedHashMap<>();
    for (FinishedRun run : runs) {
      for (RunResults.Attack attack : run.results().attacks()) {
        RunResults.Attack earlier = attacks.putIfAbsent(attack.name(), attack);
        Range.require(
            earlier == null || earlier.equals(attack),
            "the attack '%s' of %s has other settings than in an earlier run; give different attacks different names in the specs"
                .formatted(attack.name(), run.folder()));
      }
    }
    return List.copyOf(attacks.values());
  }

  private static List<Contestant> contestants(List<FinishedRun> runs) {
    // By name, the runs that have it, those with the same surrogate together.
    Map<String, List<List<FinishedRun>>> named = new LinkedHashMap<>();
    for (FinishedRun run : runs) {
      for (Surrogate surrogate : run.results().surrogates()) {
        String name = surrogate.name();
        List<List<FinishedRun>> groups = named.computeIfAbsent(name, n -> new ArrayList<>());
        groups.stream()
            .filter(group -> group.get(0).sameSurrogate(run, name))
            .findFirst()
            .ifPresentOrElse(
                group -> group.add(run), () -> groups.add(new ArrayList<>(List.of(run))));
      }
    }
    List<Contestant> contestants = new ArrayList<>();
    named.forEach(
        (name, groups) -> {
          for (List<FinishedRun> group : groups) {
            String full = groups.size() == 1 ? name : group.get(0).name() + "/" + name;
            contestants.add(new Contestant(full, name, group));
          }
        });
    return contestants;
  }

  /**
   * A surrogate by its name in the comparison.
   *
   * @throws IllegalArgumentException if there is none
   */
  Contestant contestant(String name) {
    return named("surrogate", List.of(name), contestants, Contestant::name).get(0);
  }

  /**
   * Targets by their names, in the order of the runs; all if no name is given.
   *
   * @throws IllegalArgumentException if a name is not that of a target of every run
   */
  List<String> targets(List<String> names) {
    return named("target", names, targets, target -> target);
  }

  /**
   * Attacks by their names, in the order of the runs; all if no name is given.
   *
   * @throws IllegalArgumentException if there is no attack of one of the names
   */
  List<RunResults.Attack> attacks(List<String> names) {
    return named("attack", names, attacks, RunResults.Attack::name);
  }

  private static <T> List<T> named(
      String what, List<String> names, List<T> all, Function<T, String> name) {
    List<String> known = all.stream().map(name).toList();
    for (String one : names) {
      NearestName.require(what, one, known);
    }
    return all.stream().filter(one -> names.isEmpty() || names.contains(name.apply(one))).toList();
  }
}
