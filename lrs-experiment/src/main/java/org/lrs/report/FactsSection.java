package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Perturbation;
import org.lrs.result.RunResults.Surrogate;
import org.lrs.result.RunResults.Target;

/** Tables of what took part, what the attacks did, what was checked and where it comes from. */
final class FactsSection {
  private final RunResults model;

  FactsSection(RunResults model) {
    this.model = model;
  }

  /** Returns attacks, surrogates and targets with their settings. */
  Markup settings() {
    Markup html = new Markup();
    List<List<String>> rows = new ArrayList<>();
    for (Attack a : model.attacks()) {
      rows.add(
          List.of(
              a.name(),
              a.recipe(),
              Figures.norm(a.norm()),
              Figures.pixels(a.epsilon()),
              Figures.pixels(a.stepSize()),
              Figures.count(a.steps()),
              a.gradients() == null ? Figures.NONE : Figures.count(a.gradients()),
              a.goal(),
              words(a.settings())));
    }
    List<String> head =
        List.of(
            "Attack",
            "Recipe",
            "Norm",
            "ε",
            "Step size",
            "Steps",
            "Gradients per image",
            "Goal",
            "Settings");
    table(html, "Attacks", head, 3, 7, rows);
    rows = new ArrayList<>();
    for (Surrogate s : model.surrogates()) {
      rows.add(List.of(s.name(), s.model(), s.method(), words(s.settings())));
    }
    table(html, "Surrogates", List.of("Surrogate", "Model", "Method", "Settings"), 0, 0, rows);
    rows = new ArrayList<>();
    for (Target t : model.targets()) {
      rows.add(
          List.of(
              t.name(),
              word(t.architecture()),
              word(t.kind()),
              Figures.percentSign(t.cleanAccuracy())));
    }
    head = List.of("Target", "Architecture", "Kind", "Clean accuracy");
    table(html, "Targets", head, 3, 4, rows);
    return html;
  }

  /** Returns the size of the perturbations and the success on the surrogate itself. */
  Markup perturbations() {
    List<List<String>> rows = new ArrayList<>();
    for (Perturbation p : model.perturbations()) {
      rows.add(
          List.of(
              p.surrogate(),
              p.attack(),
              p.whiteBox() == null ? Figures.NONE : Figures.percentSign(p.whiteBox().rate()),
              p.whiteBox() == null ? Figures.NONE : Figures.interval(p.whiteBox()),
              Figures.steps(p.meanLinf()),
              Figures.steps(p.maxLinf()),
              Figures.number(p.meanL2()),
              Figures.number(p.maxL2()),
              Figures.percentSign(p.zeroGradients())));
    }
    List<String> head =
        List.of(
            "Surrogate",
            "Attack",
            "Success on itself",
            "95 % interval",
            "Mean L∞ · 255",
            "Max. L∞ · 255",
            "Mean L2",
            "Max. L2",
            "Zero gradients");
    Markup html = new Markup();
    table(html, "Perturbations as saved (8 bit)", head, 2, head.size(), rows);
    return html;
  }

  /** Returns the findings, the gravest first, then the warnings of the fine-tuner. */
  Markup findings() {
    Markup html = new Markup();
    List<Finding> findings = new ArrayList<>(model.findings());
    for (Surrogate surrogate : model.surrogates()) {
      for (String warning : surrogate.warnings()) {
        findings.add(new Finding(Severity.WARNING, surrogate.name(), warning));
      }
    }
    if (findings.isEmpty()) {
      return html.element("p", "No soundness check was run.", "class", "empty");
    }
    findings.sort((a, b) -> b.severity().compareTo(a.severity()));
    html.open("ul", "class", "findings");
    for (Finding finding : findings) {
      html.open("li", "class", severity(finding));
      html.element("span", severity(finding), "class", "badge");
      html.open("p").element("b", finding.subject()).text(" " + finding.sentence()).close(2);
    }
    return html.close();
  }

  /** Returns how many findings of a severity there are, warnings of the fine-tuner included. */
  long count(Severity severity) {
    long warnings =
        severity == Severity.WARNING
            ? model.surrogates().stream().mapToLong(s -> s.warnings().size()).sum()
            : 0;
    return warnings + model.findings().stream().filter(f -> f.severity() == severity).count();
  }

  /** Returns names and values of what figures depend on. */
  static Markup provenance(Map<String, String> facts) {
    Markup html = new Markup();
    html.open("dl", "class", "provenance");
    facts.forEach(
        (name, value) -> html.open("div").element("dt", name).element("dd", value).close());
    return html.close();
  }

  private static String severity(Finding finding) {
    return switch (finding.severity()) {
      case INFO -> "info";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  private static String word(String word) {
    return word.isEmpty() ? Figures.NONE : word;
  }

  private static String words(Map<String, String> settings) {
    return settings.isEmpty()
        ? Figures.NONE
        : settings.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }

  private static void table(
      Markup html,
      String caption,
      List<String> head,
      int numbersFrom,
      int numbersTo,
      List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    html.open("div", "class", "scroll").open("table", "class", "plain");
    html.element("caption", caption).open("thead").open("tr");
    for (int i = 0; i < head.size(); i++) {
      String number = i >= numbersFrom && i < numbersTo ? "number" : null;
      html.element("th", head.get(i), "scope", "col", "class", number);
    }
    html.close(2).open("tbody");
    for (List<String> row : rows) {
      html.open("tr").element("th", row.get(0), "scope", "row");
      for (int i = 1; i < row.size(); i++) {
        String number = i >= numbersFrom && i < numbersTo ? "number" : null;
        html.element("td", row.get(i), "class", number);
      }
      html.close();
    }
    html.close(3);
  }
}
