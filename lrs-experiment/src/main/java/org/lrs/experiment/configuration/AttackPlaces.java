package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.model.Fusion;
import org.lrs.refine.Refinements;
import org.lrs.text.Foreign;
import org.lrs.text.NearestName;

/**
 * Reads which surrogates an attack runs on: those it lists under {@code surrogates}, the one before
 * the bar of its recipe, {@code lrs-f | vmi-fgsm + dim}, or else all.
 *
 * <p>{@code lrs-f(resnet20) | ...} is the surrogate made from a model by a method. If the
 * experiment lists none, it is added, refined with the stable preset.
 */
final class AttackPlaces {

  private static final Pattern OF_MODEL = Pattern.compile("([^()]+)\\(([^()]+)\\)");
  private static final String PLAIN = "plain";

  /** Of attacks on a surrogate, on it and on each target. */
  private static final long MOST_CELLS = 1_000_000;

  private final AttackDecoder decoder;
  private final Map<String, NetworkRef> models;
  private final Map<String, SurrogateSpec> surrogates;
  private final List<String> listed;
  private final int targets;
  private final Map<String, List<String>> places = new LinkedHashMap<>();
  private long cells;

  /**
   * @param decoder reads what is left of an attack without its place
   * @param surrogates those that the experiment lists
   * @param targets number of networks that the images of each attack are shown to
   */
  AttackPlaces(
      AttackDecoder decoder,
      Map<String, NetworkRef> models,
      Map<String, SurrogateSpec> surrogates,
      int targets) {
    this.decoder = decoder;
    this.models = models;
    this.targets = targets;
    this.surrogates = new LinkedHashMap<>(surrogates);
    this.listed = List.copyOf(surrogates.keySet());
  }

  /** All surrogates, with those that attacks have added. */
  List<SurrogateSpec> surrogates() {
    return List.copyOf(surrogates.values());
  }

  /** Names of the surrogates of each attack, by its name. */
  Map<String, List<String>> places() {
    return places;
  }

  /** Reads an entry of {@code attacks} and remembers where it runs. */
  AttackSpec decode(String name, SpecNode node) {
    SpecNode rest = node.copy();
    Optional<SpecNode> named = Optional.ofNullable(rest.fields().remove("surrogates"));
    Optional<SpecNode> inline = inline(rest);
    if (named.isPresent() && inline.isPresent()) {
      throw named.get().error("the recipe names its surrogate already; remove one of the two");
    }
    List<SpecNode> wanted = named.map(SpecNode::items).orElseGet(() -> inline.stream().toList());
    if (named.isPresent() && wanted.isEmpty()) {
      throw named.get().error("at least one surrogate is needed, or no 'surrogates' for all");
    }
    List<String> names = new ArrayList<>(wanted.isEmpty() ? listed : List.of());
    for (SpecNode one : wanted) {
      String found = resolve(one);
      if (names.contains(found)) {
        throw one.error("surrogate '" + found + "' is listed twice");
      }
      names.add(found);
    }
    if (names.isEmpty()) {
      throw node.error("this attack names no surrogate, and the experiment has no 'surrogates'");
    }
    AttackSpec attack = decoder.decode(name, rest);
    requireSeveral(attack, names, node.fields().get("recipe"));
    cells += (long) names.size() * (1 + targets);
    if (cells > MOST_CELLS) {
      throw node.error(
          "surrogates, attacks and targets combine to more than a million scores; split the run");
    }
    places.put(name, names);
    return attack;
  }

  /** Takes the part before the bar out of the recipe. */
  private static Optional<SpecNode> inline(SpecNode attack) {
    SpecNode recipe = attack.fields().get("recipe");
    int bar = recipe == null ? -1 : recipe.text().indexOf('|');
    if (bar < 0) {
      return Optional.empty();
    }
    String text = recipe.text();
    attack.fields().put("recipe", SpecNode.text(recipe.place(), text.substring(bar + 1).strip()));
    return Optional.of(SpecNode.text(recipe.place(), text.substring(0, bar).strip()));
  }

  private String resolve(SpecNode node) {
    if (surrogates.containsKey(node.text())) {
      return node.text();
    }
    Matcher form = OF_MODEL.matcher(node.text());
    if (!form.matches()) {
      throw node.error(NearestName.sentence("surrogate", node.text(), surrogates.keySet()));
    }
    SpecNode of = SpecNode.text(node.place(), form.group(2).strip());
    EngineNetwork model = SurrogateDecoder.engine(of, models);
    List<String> methods = new ArrayList<>(List.of(PLAIN));
    methods.addAll(Refinements.names());
    SpecNode word = SpecNode.text(node.place(), form.group(1).strip());
    String method = word.oneOf("method", methods);
    List<String> found =
        surrogates.values().stream()
            .filter(surrogate -> surrogate.networks() == 1)
            .map(surrogate -> surrogate.parts().get(0))
            .filter(part -> part.model().equals(model) && part.method().equals(method))
            .map(SurrogateSpec.Part::name)
            .toList();
    if (found.size() > 1) {
      throw node.error(
          "several surrogates are %s of %s: name one of %s"
              .formatted(method, model.name(), Foreign.text(String.join(", ", found))));
    }
    return found.isEmpty() ? add(node, method, model) : found.get(0);
  }

  /** Adds a model that is refined by a method, or plain. */
  private String add(SpecNode node, String method, EngineNetwork model) {
    String name = method + "-" + model.name();
    Optional<RefineSpec> refine =
        Optional.of(method)
            .filter(word -> !word.equals(PLAIN))
            .map(word -> node.refusing(() -> RefineSpec.stable(Refinements.get(word))));
    SurrogateSpec.Part part = new SurrogateSpec.Part(name, model, refine);
    if (surrogates.putIfAbsent(name, new SurrogateSpec(name, List.of(part), Fusion.LOGITS))
        != null) {
      throw node.error("the name '" + name + "' is taken by another surrogate; list it yourself");
    }
    return name;
  }

  private void requireSeveral(AttackSpec attack, List<String> names, SpecNode recipe) {
    for (AttackRecipe part : attack.parts()) {
      for (String name : names) {
        if (part.family() == AttackFamily.ENSEMBLE && surrogates.get(name).networks() == 1) {
          throw recipe.error(
              "'%s' needs several surrogates, '%s' is one; name an ensemble, as in 'both | %s'"
                  .formatted(part.name(), name, Foreign.text(recipe.text())));
        }
      }
    }
  }
}
