package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every public type and method says what it is. The compiler's own check of comments cannot be
 * used: it asks for a tag of every parameter too, also where the first sentence says it all. The
 * compact constructor of a record needs none: the record's own comment gives its ranges. Nor does
 * the constructor without arguments of a recipe, which always has the published settings.
 */
class JavadocTest {

  @Test
  void everyPublicTypeAndMethodHasAComment() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> missing = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(SourceFiles.of("main")));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Visitor(docs, missing).scan(unit, true);
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Walks through a file; the value passed along is whether the types around are public. */
  private static final class Visitor extends TreePathScanner<Void, Boolean> {
    private final DocTrees docs;
    private final List<String> missing;

    Visitor(DocTrees docs, List<String> missing) {
      this.docs = docs;
      this.missing = missing;
    }

    @Override
    public Void visitClass(ClassTree type, Boolean around) {
      if (type.getSimpleName().contentEquals("")) {
        return null;
      }
      boolean open = around && isOpen(type.getModifiers());
      check(open, type.getSimpleName().toString());
      return super.visitClass(type, open);
    }

    @Override
    public Void visitMethod(MethodTree method, Boolean around) {
      ModifiersTree modifiers = method.getModifiers();
      boolean inherited =
          modifiers.getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
      if (!inherited && !isCompact(method) && !hasPublishedSettings(method)) {
        check(around && isOpen(modifiers), method.getName().toString());
      }
      return null;
    }

    private boolean hasPublishedSettings(MethodTree method) {
      return method.getReturnType() == null
          && method.getParameters().isEmpty()
          && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
          && type.getModifiers().getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Published"));
    }

    // The tree of a compact constructor looks like that of one without arguments.
    private boolean isCompact(MethodTree method) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      if (method.getReturnType() != null || method.getBody() == null) {
        return false;
      }
      long body = docs.getSourcePositions().getStartPosition(unit, method.getBody());
      try {
        String source = unit.getSourceFile().getCharContent(true).toString();
        return !source.substring(0, (int) body).stripTrailing().endsWith(")");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    // Members of interfaces are public without saying so.
    private boolean isOpen(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      TreePath parent = getCurrentPath().getParentPath();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (isInterface(parent.getLeaf()) && !flags.contains(Modifier.PRIVATE));
    }

    private static boolean isInterface(Tree tree) {
      return tree.getKind() == Tree.Kind.INTERFACE || tree.getKind() == Tree.Kind.ANNOTATION_TYPE;
    }

    private void check(boolean asked, String name) {
      DocCommentTree comment = asked ? docs.getDocCommentTree(getCurrentPath()) : null;
      if (asked && comment == null) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        Path file = Path.of(unit.getSourceFile().toUri());
        long position =
            docs.getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf());
        long line = unit.getLineMap().getLineNumber(position);
        missing.add(file.getFileName() + ":" + line + " " + name);
      }
    }
  }
}
