package happensbefore.workbook.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Markdown as terminal text.
public final class MarkdownText {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final Page page;
    private final Look look;
    private final UnaryOperator<String> shown;

    private MarkdownText(Page page, UnaryOperator<String> shown) {
        this.page = page;
        this.shown = shown;
        this.look = page.look();
    }

    public static Page render(Look look, String markdown) {
        return render(look, markdown, UnaryOperator.identity());
    }

    /// @param shown what to show of a link's destination
    public static Page render(Look look, String markdown, UnaryOperator<String> shown) {
        Page page = new Page(look);
        new MarkdownText(page, shown).blocks(PARSER.parse(markdown), "", "");
        return page;
    }

    private void blocks(Node parent, String first, String rest) {
        String indent = first;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node, indent, rest);
            indent = rest;
        }
    }

    /// `first` stands before the first line only: a list item's bullet.
    private void block(Node node, String first, String rest) {
        boolean afterBullet = !first.equals(rest);
        boolean tight = node.getParent().getParent() instanceof ListBlock list && list.isTight();
        if (!afterBullet && !tight && !(node instanceof HtmlBlock)) {
            page.gap();
        }
        switch (node) {
            case Heading heading -> page.text(new AttributedString(first), rest, inline(heading, Ink.HEAD));
            case Paragraph paragraph ->
                page.text(new AttributedString(first), rest, inline(paragraph, AttributedStyle.DEFAULT));
            case FencedCodeBlock code
            when code.getInfo().strip().equals("mermaid") ->
                page.text(first, "(A diagram stands here; the file shows it.)", Ink.FAINT);
            case FencedCodeBlock code -> page.verbatim(rest + "    ", code.getLiteral(), Ink.CODE);
            case IndentedCodeBlock code -> page.verbatim(rest + "    ", code.getLiteral(), Ink.CODE);
            case BulletList list -> items(list, first, rest);
            case OrderedList list -> items(list, first, rest);
            case BlockQuote quote -> {
                String bar = look.plain() ? "  " : "| ";
                blocks(quote, first + bar, rest + bar);
            }
            case ThematicBreak ignored -> page.gap();
            case TableBlock table -> table(table, rest);
            case HtmlBlock ignored -> {}
            default -> blocks(node, first, rest);
        }
    }

    private void items(ListBlock list, String first, String rest) {
        int number = list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                ? ordered.getMarkerStartNumber()
                : 1;
        String indent = first;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String bullet = list instanceof OrderedList ? number++ + ". " : "- ";
            if (!list.isTight() && item.getPrevious() != null) {
                page.gap();
            }
            blocks(item, indent + bullet, rest + " ".repeat(bullet.length()));
            indent = rest;
        }
    }

    private void table(TableBlock table, String indent) {
        List<List<AttributedString>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row instanceof TableRow; row = row.getNext()) {
                List<AttributedString> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell instanceof TableCell; cell = cell.getNext()) {
                    cells.add(inline(cell, rows.isEmpty() ? Ink.HEAD : AttributedStyle.DEFAULT));
                }
                rows.add(cells);
            }
        }
        if (!rows.isEmpty()) {
            Table.render(page, indent, rows);
        }
    }

    private AttributedString inline(Node parent, AttributedStyle style) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        inline(parent, style, out);
        return out.toAttributedString();
    }

    private void inline(Node parent, AttributedStyle style, AttributedStringBuilder out) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text text -> out.append(Ascii.printable(text.getLiteral()), style);
                case Code code ->
                    out.append(look.color() ? code.getLiteral() : "`" + code.getLiteral() + "`", Ink.CODE);
                case Emphasis emphasis -> inline(emphasis, style.italic(), out);
                case StrongEmphasis strong -> inline(strong, style.bold(), out);
                case SoftLineBreak ignored -> out.append(" ");
                case HardLineBreak ignored -> out.append("\n");
                case HtmlInline ignored -> {}
                case Link link -> link(link, style, out);
                case Image image -> inline(image, Ink.FAINT, out);
                default -> inline(node, style, out);
            }
        }
    }

    private void link(Link link, AttributedStyle style, AttributedStringBuilder out) {
        int before = out.length();
        inline(link, style.underline(), out);
        String text = out.subSequence(before, out.length()).toString();
        if (!text.equals(link.getDestination())) {
            out.append(" (" + shown.apply(link.getDestination()) + ")", Ink.FAINT);
        }
    }
}
