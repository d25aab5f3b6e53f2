package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Every page opened in Chromium, each of its switches worked, in light and dark. */
class PagesInBrowserTest {
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  /** Warns that it does not know this browser's debugging protocol, which is not used here. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  @TempDir private static Path folder;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() throws IOException {
    Optional<File> driver = program("chromedriver");
    Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome");
    assumeThat(driver.isPresent() && chromium.isPresent())
        .as("chromium and chromedriver are on the PATH; without them pages are not opened")
        .isTrue();
    PAGES.put("report", HtmlReport.render(SampleReport.better()));
    PAGES.put("comparison", ComparisonHtml.render(ComparisonTest.underBothDenominators()));
    PAGES.put("sweep", SweepHtml.render(SweepReportTest.sample()));
    PAGES.put("search", SearchHtml.render(SearchReportTest.sample(), "lrs refine"));
    PAGES.put("card", CardHtml.render(SurrogateCardTest.TWO));
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1600",
        "--user-data-dir=" + folder.resolve("profile"));
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.get()).build(), options);
    browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(3));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  static List<String> pages() {
    return List.of("report", "comparison", "sweep", "search", "card");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySwitchChangesWhatIsSeenAndNothingFails(String page) throws IOException {
    show(page);
    for (String theme : List.of("light", "dark")) {
      @SuppressWarnings("unchecked")
      Map<String, Object> found = (Map<String, Object>) browser.executeScript(exercise());
      assertThat((Long) found.get("worked")).as(theme).isGreaterThanOrEqualTo(2);
      assertThat((List<?>) found.get("unchanged")).as("switches that change nothing").isEmpty();
      assertThat((List<?>) found.get("notReturned")).as("lines that stay away").isEmpty();
      assertThat((List<?>) found.get("silent")).as("charts that say nothing").isEmpty();
      assertThat(console()).as(theme).isEmpty();
      String before = background();
      browser.executeScript("document.getElementById('theme').click()");
      assertThat(background()).as("the other theme").isNotEqualTo(before);
    }
  }

  @Test
  void reportShowsOneTableOfResultsAndAChartPerSurrogateOrAttack() throws IOException {
    show("report");
    assertThat(count("#transfer table")).isEqualTo(1);
    assertThat(text("#transfer caption")).startsWith("i-fgsm, ").contains("right when clean");
    click("attack", "2");
    click("denominator", "all");
    assertThat(count("#transfer table")).isEqualTo(1);
    assertThat(text("#transfer caption")).startsWith("mi-fgsm, ").contains("all images");
    assertThat(count("#transfer tbody tr")).isEqualTo(4);
    assertThat(count("#transfer .best")).isEqualTo(5);
    assertThat(count("#step-curves figure")).isEqualTo(4);
    assertThat(count("#step-curves .mean")).isEqualTo(4 * 3);
    click("step-panels", "attack");
    assertThat(count("#step-curves figure")).isEqualTo(3);
    assertThat(count("#step-curves .mean")).isEqualTo(3 * 4);
    // Cross-entropy, two penalties, the total, gradient norm and learning rate.
    assertThat(count("#curves figure")).isEqualTo(6);
    assertThat(count("#gallery .card")).isEqualTo(6);
    assertThat(text("#gallery .card header")).contains("lrs-f");
  }

  @Test
  void comparisonAndSweepDrawAMarkPerSurrogateInEachChart() throws IOException {
    show("comparison");
    // Lipschitz constant, gradient norm, robust and clean accuracy of two surrogates.
    assertThat(count("#predictors figure")).isEqualTo(4);
    assertThat(count("#predictors .point")).isEqualTo(4 * 2);
    assertThat(count("#predictors .interval")).isEqualTo(4 * 2);
    assertThat(count("#success tbody tr")).isEqualTo(2 * 2);
    click("denominator", "all");
    assertThat(count("#predictors figure")).isEqualTo(4);
    assertThat(count("#predictors .point")).isEqualTo(4);
    assertThat(count("#success tbody tr")).isEqualTo(2);
    show("sweep");
    assertThat(count("#pareto .point")).isEqualTo(4);
    assertThat(count("#pareto .reference")).isEqualTo(1);
    assertThat(count("#effects figure")).isEqualTo(4);
    assertThat(count("#effects .point")).isEqualTo(4 * 3);
    assertThat(count("#trials tbody tr")).isEqualTo(5);
    show("search");
    // Four of five were measured after few steps, two after more; the default recipe in both.
    assertThat(count("#search-rungs .point")).isEqualTo(4 + 2);
    assertThat(count("#search-rungs .reference")).isEqualTo(2);
    assertThat(count("#settings table")).isEqualTo(2);
  }

  @Test
  void cardDrawsEveryMeasureOfBothNetworks() throws IOException {
    show("card");
    assertThat(count("#smoothness figure")).isEqualTo(5);
    assertThat(count("#smoothness .area")).isEqualTo(5 * 2);
    assertThat(count("#landscape rect.cell")).isEqualTo(2 * 9);
    click("landscape-view", "surface");
    assertThat(count("#landscape polygon")).isEqualTo(2 * 4);
    assertThat(count("#robust .band")).isEqualTo(2);
    assertThat(count("#penalties figure")).isEqualTo(2);
  }

  @Test
  void axesHaveRoundValues() throws IOException {
    show("report");
    assertThat(ticks("d3.scaleLog([1, 10000], [0, 1])")).isEqualTo("1,10,100,1000,10000");
    assertThat(ticks("d3.scaleLog([450, 9500], [0, 1])")).isEqualTo("500,1000,2000,5000");
    assertThat(ticks("d3.scaleLinear([14, 31], [0, 1])")).isEqualTo("15,20,25,30");
    // Values below zero have no logarithm; equal values stand in the middle.
    assertThat(evaluate("charts.around([3, -1, 7], [0, 1], true).base === undefined"))
        .isEqualTo("true");
    assertThat(evaluate("charts.around([5, 5], [0, 1], true)(5).toFixed(6)")).isEqualTo("0.500000");
    assertThat(evaluate("charts.around([0, 0], [0, 1], false)(0)")).isEqualTo("0.5");
  }

  private static void show(String page) throws IOException {
    Path file = folder.resolve(page + ".html");
    Files.writeString(file, PAGES.get(page));
    browser.get(file.toUri().toString());
    assertThat(console()).as(page).isEmpty();
  }

  private static List<String> console() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  private static String exercise() throws IOException {
    try (InputStream in = PagesInBrowserTest.class.getResourceAsStream("exercise.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void click(String group, String value) {
    evaluate(
        "document.querySelector('input[name=%s][value=%s]').click()"
            .formatted(group, '"' + value + '"'));
  }

  private static int count(String selector) {
    return Integer.parseInt(
        evaluate(
            "[...document.querySelectorAll('%s')].filter(e => e.checkVisibility()).length"
                .formatted(selector)));
  }

  private static String text(String selector) {
    return evaluate(
        "[...document.querySelectorAll('%s')].find(e => e.checkVisibility()).innerText"
            .formatted(selector));
  }

  private static String ticks(String scale) {
    return evaluate("charts.ticks(" + scale + ", 6).join()");
  }

  private static String background() {
    return evaluate("getComputedStyle(document.body).backgroundColor");
  }

  private static String evaluate(String script) {
    return String.valueOf(browser.executeScript("return " + script));
  }

  private static Optional<File> program(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }
}
