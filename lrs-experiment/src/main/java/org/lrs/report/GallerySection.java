package org.lrs.report;

import org.lrs.report.RunReport.GalleryItem;
import org.lrs.report.RunReport.Prediction;

/** Images before and after: clean, adversarial, amplified difference, predictions. */
final class GallerySection {
  private final RunReport model;
  private final int factor;

  GallerySection(RunReport model) {
    this.model = model;
    this.factor = Png.factor(model.gallery());
  }

  /** Returns a card per image, surrogate and attack. */
  Markup render() {
    Markup html = new Markup();
    if (model.gallery().isEmpty()) {
      return html.element("p", "This run kept no images for the report.", "class", "empty");
    }
    html.open("div", "class", "cards");
    for (GalleryItem item : model.gallery()) {
      card(html, item);
    }
    return html.close();
  }

  private void card(Markup html, GalleryItem item) {
    String label = model.results().dataset().className(item.label());
    html.open(
        "article",
        "class",
        "card",
        "data-surrogate",
        item.surrogate(),
        "data-attack-name",
        item.attack());
    html.open("header").element("b", label);
    html.element("span", "image " + item.id()).element("span", item.surrogate());
    html.element("span", item.attack()).close();
    html.open("div", "class", "images");
    image(html, item, item.clean(), "clean", "clean image of class " + label);
    image(html, item, item.adversarial(), "adversarial", "the same image after the attack");
    image(
        html,
        item,
        Png.difference(item, factor),
        "difference × " + factor,
        "amplified difference of the two; grey is no change");
    html.close().open("ul", "class", "predictions");
    for (Prediction prediction : item.predictions()) {
      prediction(html, item, prediction);
    }
    html.close(2);
  }

  private static void image(
      Markup html, GalleryItem item, byte[] pixels, String caption, String words) {
    html.open("figure").empty("img", "src", Png.dataUri(pixels, item), "alt", words);
    html.element("figcaption", caption).close();
  }

  private void prediction(Markup html, GalleryItem item, Prediction prediction) {
    boolean right = prediction.clean() == item.label();
    boolean fooled = right && prediction.adversarial() != item.label();
    String state = fooled ? "fooled" : right ? "held" : "was wrong";
    html.open("li", "class", right ? state : "wrong");
    html.name(prediction.network());
    html.element(
        "span", model.results().dataset().className(prediction.adversarial()), "class", "class");
    String before = "clean: " + model.results().dataset().className(prediction.clean());
    html.element("span", state, "class", "state", "title", before).close();
  }
}
