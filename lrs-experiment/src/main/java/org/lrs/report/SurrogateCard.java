package org.lrs.report;

import java.util.List;
import java.util.Objects;
import org.lrs.Range;
import org.lrs.Records;
import org.lrs.analysis.Calibration;
import org.lrs.analysis.Curvature;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.analysis.GradientCurvature;
import org.lrs.analysis.GradientNorm;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.LocalLipschitz;
import org.lrs.analysis.LossLandscape;
import org.lrs.analysis.Measure;
import org.lrs.analysis.PenaltyError;
import org.lrs.analysis.PerImage;
import org.lrs.analysis.RobustAccuracy;

/**
 * What makes a surrogate one that transfers: everything measured on a network, or on one before and
 * after a refinement, side by side.
 *
 * @param dataset the images
 * @param images number of images that are measured at, except where a measure has a number of its
 *     own
 * @param seed root of random draws
 * @param networks one, or the one before and the one after
 * @param similarity of the gradients of the two; null for one network
 */
public record SurrogateCard(
    int format,
    String dataset,
    int images,
    long seed,
    Settings settings,
    List<Network> networks,
    GradientSimilarity similarity,
    String command) {

  /** The {@code format} of this layout; changes when it does. */
  public static final int FORMAT = 1;

  public SurrogateCard {
    Objects.requireNonNull(settings, "settings");
    networks = List.copyOf(networks);
    int size = networks.size();
    Range.require(size == 1 || size == 2, "a card has one or two networks, got " + size);
  }

  /** How each figure is measured. */
  public record Settings(
      Calibration calibration,
      LocalLipschitz lipschitz,
      GradientNorm gradientNorm,
      Curvature curvature,
      HessianEigenvalue hessianEigenvalue,
      RobustAccuracy robustAccuracy,
      LossLandscape landscape,
      PenaltyError penalties) {

    /** The usual settings of every measure. */
    public static Settings defaults() {
      return new Settings(
          Calibration.defaults(),
          new LocalLipschitz(EmpiricalLipschitz.defaults()),
          new GradientNorm(),
          new Curvature(GradientCurvature.defaults()),
          HessianEigenvalue.defaults(),
          RobustAccuracy.defaults(),
          LossLandscape.defaults(),
          PenaltyError.defaults());
    }

    /** All measures. */
    public List<Measure<?>> measures() {
      return Records.values(this).values().stream().<Measure<?>>map(Measure.class::cast).toList();
    }
  }

  /** The figures of one network. */
  public record Network(
      String name,
      String architecture,
      Calibration.Found calibration,
      PerImage lipschitz,
      PerImage gradientNorm,
      Curvature.Found curvature,
      HessianEigenvalue.Found hessianEigenvalue,
      RobustAccuracy.Found robustAccuracy,
      LossLandscape.Found landscape,
      PenaltyError.Found penalties) {}
}
