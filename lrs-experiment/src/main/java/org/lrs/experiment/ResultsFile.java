package org.lrs.experiment;

import java.util.List;
import java.util.Map;
import org.lrs.report.ReportModel;
import org.lrs.statistics.SuccessRate;

/**
 * {@code results.json}: the figures of a run for other programs. Rates lie in [0, 1], lengths are
 * in units of pixels in [0, 1]. The same spec, seed and machine give the same bytes.
 *
 * @param format version of this layout
 * @param name title of the experiment
 * @param dataset the attacked images
 */
record ResultsFile(
    int format,
    String name,
    ReportModel.Data dataset,
    List<SurrogateRow> surrogates,
    List<ReportModel.Target> targets,
    List<ReportModel.Attack> attacks,
    List<Cell> cells,
    List<CurveRow> curves,
    List<ReportModel.Perturbation> perturbations,
    List<ReportModel.Finding> findings) {

  private static final int FORMAT = 1;

  /** A surrogate without its training curves. */
  record SurrogateRow(
      String name,
      String model,
      String method,
      Map<String, String> settings,
      Double cleanAccuracy,
      Double empiricalLipschitz,
      Double inputGradientNorm,
      Double curvature,
      List<String> warnings) {}

  /** Success with the rate and the ends of its Wilson 95 % interval. */
  record Cell(String surrogate, String attack, String target, Rate all, Rate cleanCorrect) {}

  /** Success after one of the recorded steps; the target is null for the surrogate itself. */
  record CurveRow(
      String surrogate,
      String attack,
      String target,
      int step,
      long gradients,
      Rate all,
      Rate cleanCorrect) {}

  /** A count of successes; rate and interval are null without trials. */
  record Rate(long successes, long trials, Double rate, Double wilsonLow, Double wilsonHigh) {
    static Rate of(SuccessRate rate) {
      return rate.trials() == 0
          ? new Rate(0, 0, null, null, null)
          : new Rate(
              rate.successes(), rate.trials(), rate.rate(), rate.wilsonLow(), rate.wilsonHigh());
    }
  }

  static ResultsFile of(ReportModel report) {
    return new ResultsFile(
        FORMAT,
        report.title(),
        report.data(),
        report.surrogates().stream()
            .map(
                s ->
                    new SurrogateRow(
                        s.name(),
                        s.model(),
                        s.method(),
                        s.settings(),
                        s.cleanAccuracy(),
                        s.empiricalLipschitz(),
                        s.inputGradientNorm(),
                        s.curvature(),
                        s.warnings()))
            .toList(),
        report.targets(),
        report.attacks(),
        report.cells().stream()
            .map(
                c ->
                    new Cell(
                        c.surrogate(),
                        c.attack(),
                        c.target(),
                        Rate.of(c.all()),
                        Rate.of(c.cleanCorrect())))
            .toList(),
        report.curves().stream()
            .map(
                c ->
                    new CurveRow(
                        c.surrogate(),
                        c.attack(),
                        c.target(),
                        c.step(),
                        c.gradients(),
                        Rate.of(c.all()),
                        Rate.of(c.cleanCorrect())))
            .toList(),
        report.perturbations(),
        report.findings());
  }
}
