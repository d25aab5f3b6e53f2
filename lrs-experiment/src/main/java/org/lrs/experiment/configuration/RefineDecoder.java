package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lrs.refine.FineTuneSettings;
import org.lrs.refine.Method;

/** Reads {@code refine}: a method, a preset, and any field of {@link FineTuneSettings}. */
final class RefineDecoder {

  private static final List<String> PRESETS = List.of("stable", "published");

  private RefineDecoder() {}

  static RefineSpec decode(SpecNode node) {
    List<String> keys = new ArrayList<>(List.of("method", "preset"));
    keys.addAll(RecordBinder.keys(FineTuneSettings.class));
    Fields fields = Fields.of(node, "refine", keys);
    Method method = method(fields.get("method"));
    String preset =
        fields.find("preset").map(n -> Values.oneOf(n, "preset", PRESETS)).orElse("stable");
    FineTuneSettings start = preset.equals("published") ? method.published() : method.stable();
    return new RefineSpec(method.title(), preset, RecordBinder.bind(node, start), 1);
  }

  private static Method method(SpecNode node) {
    List<String> titles = Arrays.stream(Method.values()).map(Method::title).toList();
    return Method.values()[titles.indexOf(Values.oneOf(node, "method", titles))];
  }
}
