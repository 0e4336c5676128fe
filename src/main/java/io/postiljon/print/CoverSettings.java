package io.postiljon.print;

import io.postiljon.settings.Setting;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where things stand on the cover sheet, as the envelopes and machines of the print supplier want it. All in millimetres from the
 * top left of an A4 page, but {@code x} of a window on the right, which counts from the right edge. Source: PBX 1.0 section 6.2.
 *
 * @param addressSide  side of the window
 * @param address      what shows in the window
 * @param clear        around it, where nothing else may stand but the return address above the window
 * @param points       size of the address; a long line makes it smaller
 * @param lines        lines that fit in the window, 6 at least: an address has as many at most
 * @param lineHeight   from one baseline to the next
 * @param returnPoints size of the return address, on one line
 * @param controlZone  left edge that stays free for the marks of the machines, but for the reference of the piece
 * @param qr           size and place of the QR
 */
record CoverSettings(
        @DefaultValue("LEFT") Side addressSide,
        Area address,
        Area clear,
        @DefaultValue("10") float points,
        @DefaultValue("6") int lines,
        @DefaultValue("4.2") double lineHeight,
        @DefaultValue("7") float returnPoints,
        @DefaultValue("18") double controlZone,
        Qr qr) {
    static final double PAGE_WIDTH = 210;
    static final double PAGE_HEIGHT = 297;
    private static final double PRINTABLE = 5;
    private static final double POINT = 25.4 / 72;

    enum Side { LEFT, RIGHT }

    /** A rectangle, in millimetres. */
    record Area(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }

        boolean holds(Area other) {
            return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
        }

        boolean touches(Area other) {
            return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
        }
    }

    /** {@code right}, {@code bottom}: free from its edge to that of the page. */
    record Qr(@DefaultValue("25") double size, @DefaultValue("15") double right, @DefaultValue("15") double bottom) {
        static final Qr DEFAULT = new Qr(25, 15, 15);
    }

    /** What holds when nothing is set: the window of bpost's A4 envelopes on the left. */
    static final CoverSettings DEFAULT = new CoverSettings(Side.LEFT, null, null, 10, 6, 4.2, 7, 18, null);

    CoverSettings {
        address = address == null ? new Area(22, 60, 85.5, 25.5) : address;
        clear = clear == null ? new Area(20, 40, 92, 46) : clear;
        qr = qr == null ? Qr.DEFAULT : qr;
        Setting.between("print.cover.points", points, 8, 14);
        Setting.between("print.cover.lines", lines, 6, 10);
        Setting.between("print.cover.line-height", lineHeight, points * POINT, 10);
        Setting.between("print.cover.return-points", returnPoints, 5, 10);
        Setting.between("print.cover.control-zone", controlZone, 0, 40);
        Setting.between("print.cover.qr.size", qr.size(), 20, 50);
        Setting.between("print.cover.qr.right", qr.right(), PRINTABLE, 100);
        Setting.between("print.cover.qr.bottom", qr.bottom(), PRINTABLE, 100);
        if (!clear.holds(address)) {
            throw new IllegalArgumentException("print.cover.clear must lie around print.cover.address");
        }
        if (lines * lineHeight > address.height()) {
            throw new IllegalArgumentException("print.cover.address is too low for " + lines + " lines of " + lineHeight + " mm");
        }
        if (address.y() - clear.y() < returnPoints * POINT + 2) {
            throw new IllegalArgumentException("print.cover.clear must leave room for the return address above print.cover.address");
        }
        Area page = new Area(addressSide == Side.LEFT ? controlZone : PRINTABLE, PRINTABLE, PAGE_WIDTH - controlZone - PRINTABLE, PAGE_HEIGHT - 2 * PRINTABLE);
        if (!page.holds(clear) || clear.bottom() > PAGE_HEIGHT / 2) {
            throw new IllegalArgumentException("print.cover.clear must lie in the upper half of the page, outside the control zone");
        }
    }

    /** Where the window is, from the left. */
    Area window() {
        return placed(address);
    }

    /** The clear box, from the left. */
    Area clearBox() {
        return placed(clear);
    }

    /** The QR, from the left. */
    Area qrBox() {
        return new Area(PAGE_WIDTH - qr.right() - qr.size(), PAGE_HEIGHT - qr.bottom() - qr.size(), qr.size(), qr.size());
    }

    private Area placed(Area area) {
        return addressSide == Side.LEFT ? area : new Area(PAGE_WIDTH - area.x() - area.width(), area.y(), area.width(), area.height());
    }
}
