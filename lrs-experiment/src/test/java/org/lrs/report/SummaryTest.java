package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void whatWasFoundComesFirstAndWhatWasDoneLast() {
    List<String> sentences = sentences(SampleReport.better());
    assertThat(sentences)
        .hasSize(4)
        .startsWith(Headline.of(SampleReport.better().results()).get(0));
    assertThat(sentences.get(3))
        .isEqualTo(
            "1,000 images of cifar10 (test) were attacked with i-fgsm, pgd and mi-fgsm (L∞, ε ="
                + " 4/255) on 1 plain and 3 refined surrogates (plain, lrs-1, lrs-2, lrs-f), and"
                + " the adversarial images were scored on 5 targets that gave nothing but"
                + " predictions.");
  }

  @Test
  void saysWhatItCost() {
    assertThat(sentences(SampleReport.better()).get(2).replace('\u00a0', ' '))
        .isEqualTo(
            "In lrs-f itself, clean accuracy goes from 91.7 % to 89.7 % (−2.0 points) and the"
                + " empirical Lipschitz constant from 9,138 to 4,860 (1.9 times smaller).");
  }

  private static List<String> sentences(RunReport report) {
    return new Summary(report.results()).sentences();
  }
}
