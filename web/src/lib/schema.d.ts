// Written by `npm run schema` from the description of the API; not by hand.

export interface paths {
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is it up?
         * @description Answers without log-in, and without the database.
         */
        get: operations["huolang_api_watching_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description The same, under the name that orchestrators ask for.
         */
        get: operations["huolang_api_watching_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it work?
         * @description The database answers and has the shape that this version expects; else 503.
         */
        get: operations["huolang_api_watching_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upkeep": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Backups, proofs, jobs
         * @description When it was last backed up and proved, and what is waiting to be done.
         */
        get: operations["huolang_api_watching_told"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Who is logged in
         * @description Sets the CSRF cookie in any case: logging in needs it as well.
         */
        get: operations["huolang_api_session_read_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/language": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * My language
         * @description In which the caller is written to: letters of alerts and reports. What they see on a screen
         *     is in the language that each request asks for.
         */
        put: operations["huolang_api_session_speak"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/costs": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Are costs being corrected?
         * @description Quantities are right at any time. Who sees no costs is told nothing.
         */
        get: operations["huolang_api_costs_costs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/{key}/sheet": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * The count sheet
         * @description All lines of a task with what this person counted of them. A blind one tells nobody here
         *     what the books have.
         */
        get: operations["huolang_api_counts_sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/{key}/tallies": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tally
         * @description Keep what somebody counted, each tally by itself and exactly once, also when it comes hours
         *     later and several times. A quantity below nothing takes back what was counted too much; of a
         *     piece with a serial number it is 1 or -1.
         */
        post: operations["huolang_api_counts_tally"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/{key}/review": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Review a count
         * @description The lines of a task held against the books. While a blind count goes on, only who may approve
         *     it sees them; values only who sees costs.
         */
        get: operations["huolang_api_counts_review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/{key}/recount": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recount
         * @description Ask for another count of lines; what was counted of them before no longer counts.
         */
        post: operations["huolang_api_counts_recount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/{key}/lines": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say why
         * @description Give lines the reason of their difference, or a remark.
         */
        patch: operations["huolang_api_counts_explain"];
        trace?: never;
    };
    "/api/v1/counts/{key}/approve": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve
         * @description Post the differences with a stock count, once, and close the task; all or nothing. Lines
         *     that moved while they were being counted are named in `accepted`, or counted once more.
         */
        post: operations["huolang_api_counts_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assembling/lines": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lines from an assembly template
         * @description What a document of so many would take over of its template. Nothing is changed.
         */
        post: operations["huolang_api_assembling_lines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handling/stock_transfer/try": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What confirming a transfer would refuse
         * @description Of a transfer as it would be created and confirmed; it is neither.
         */
        post: operations["huolang_api_trying_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handling/{form}/{key}/try": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What confirming a receipt or a delivery would refuse
         * @description Of the part of a document that would come or leave; the body is that of its conversion.
         */
        post: operations["huolang_api_trying_conversion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handling/meaning": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What a scanned code means
         * @description A bar code, the code of a product, the number of a piece or a batch, or the code or bar code
         *     of a location, whatever its capitals. With a `warehouse` also where in it the goods lie, in the
         *     order in which they are taken, for who may see stock.
         */
        get: operations["huolang_api_handling_meaning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handling/places": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * The locations of a warehouse, for who puts goods away
         * @description The first 5,000 as one walks past them, so that a phone knows them without a network.
         */
        get: operations["huolang_api_handling_places"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handling/{form}/{key}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What is to be received or delivered
         * @description What is open of a purchase order, of a transfer on its way, or of a sales order; lines of a
         *     sales order as one walks past their goods. Only of confirmed ones anything is open.
         */
        get: operations["huolang_api_handling_sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Forms
         * @description Every form that the person may see.
         */
        get: operations["huolang_api_forms_forms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/{form}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * One form
         * @description Fields, sections, list, states, actions and conversions, as this person meets them.
         */
        get: operations["huolang_api_forms_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What was done
         * @description Newest first. `number` is that of a document or the code of a master; days are the
         *     company's, both included. Of forms this person may see, without fields hidden from them.
         */
        get: operations["huolang_api_audit_listed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/choices": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What to ask for
         * @description The forms, actions and people that the list can be narrowed to.
         */
        get: operations["huolang_api_audit_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What was done, as Excel
         * @description The same list, one row a change; the newest 50,000 entries at most.
         */
        get: operations["huolang_api_audit_exported"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/columns": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * My columns
         * @description Of the caller, in this company; tables that they left as they are, are missing.
         */
        get: operations["huolang_api_columns_listed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/columns/{table}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Arrange columns
         * @description For the caller alone, in place of what was. Nothing at all: as the table is by itself.
         */
        put: operations["huolang_api_columns_keep"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{form}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Who may read
         * @description The people who may see records of this form: those that a comment can mention.
         */
        get: operations["huolang_api_comments_readers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{form}/{record}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Comments
         * @description What was said of a record, oldest first.
         */
        get: operations["huolang_api_comments_listed"];
        put?: never;
        /**
         * Comment
         * @description Whoever may see the record may comment on it.
         */
        post: operations["huolang_api_comments_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{form}/{record}/{comment}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take it back
         * @description One's own, or anybody's for who manages the people. That something was said stays.
         */
        delete: operations["huolang_api_comments_take_back"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/entries/{entry}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * How an entry got its cost
         * @description Its cost today, where that comes from, and what it was held to be since when.
         *
         *     With `known_at` (an instant with its zone, or a day) as it was known then.
         */
        get: operations["huolang_api_explained_explained"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/picking/{form}.pdf": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Picked
         * @description Pick lists: one for each document, or one for all of them together.
         */
        get: operations["huolang_api_pdf_picked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/{key}/sheet.pdf": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Count Sheet
         * @description The count sheet of a task, in the order of the way, with room to write.
         */
        get: operations["huolang_api_pdf_count_sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/picking/{form}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Pick lists
         * @description For drafts by which goods leave, or for what is open of sales orders: a paper for each
         *     (`ids`, comma-separated, at most 100), or one for all of them (`together`, at most 40). Batches,
         *     pieces and locations are proposed as confirming would take them; nothing is held.
         */
        get: operations["huolang_api_picking_papers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/find": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Find in all forms
         * @description Documents by the beginning of their number; masters by code, name, pinyin initials or bar
         *     code. At most 30, what is called exactly `q` first.
         */
        get: operations["huolang_api_finding_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/find/codes": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records by their codes
         * @description Which record of `form` each code means: by its code, number or bar code (also of one of its
         *     units), by its name, or because the search finds nothing else. Null where none or several fit.
         *     Only reads.
         */
        post: operations["huolang_api_meant_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Stock
         * @description On hand (and what of it is still on its way), reserved, available, and to whom cost is shown
         *     also value, by product code.
         *
         *     With `empty` also of products that were there once and are no more. With `low` only where less
         *     is available than the lower limit, in some warehouse or in the one asked for. `category` counts
         *     with all below it. With `as_of` (a day, which means its end, or an instant with its zone) what
         *     was on hand and worth then; what was promised then is not kept. With `known_at` (likewise) as
         *     it was recorded by then.
         */
        get: operations["huolang_api_stock_listed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/entries": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Stock entries
         * @description The entries of a product, newest first, with what was on hand after each.
         *
         *     With `as_of` (a day, which means its end, or an instant with its zone) those up to then, with
         *     the costs of then; with `known_at` (likewise) as they were recorded by then.
         */
        get: operations["huolang_api_stock_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/promises": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Promises
         * @description The lines of orders and holds behind what is reserved of a product, oldest first, with what
         *     decides who of those that wait is served next: the priority, where it is not the usual one, and
         *     the day on which the goods are needed.
         */
        get: operations["huolang_api_stock_promises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/availability": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Availability
         * @description What can be promised of each product, for the lines of a document.
         *
         *     A document that goes on from `orders` may use what their lines hold as well: `held` tells it by
         *     order line. With `coming`, what confirmed purchase orders bring day by day, and from today on
         *     what is on its way between warehouses: until a day there is for a new order what is available,
         *     less what others are `waiting` for, and what comes by then.
         */
        get: operations["huolang_api_stock_availability"];
        put?: never;
        /**
         * Availability
         * @description The same for more products than an address can hold. Nothing is changed.
         */
        post: operations["huolang_api_stock_availability_of_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/batches": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Batches in stock
         * @description What lies of each batch in each warehouse, in base units, product by product those that
         *     expire first first.
         *
         *     `quantity` lies on the shelves; `on_hand` also counts what is `off_shelf`: on its way, waiting
         *     for inspection, rejected, or lent. `state` is good, near (its end is near), expired or held. Who
         *     sees cost is told `value` and `unit_cost`: of its own cost pool, or where batches share
         *     one, its part of that by quantity; all parts come to the product's value. With
         *     `as_of` (a day, which means its end, or an instant with its zone) what was there then, with
         *     `known_at` (likewise) as it was recorded by then. `category` counts with all below it.
         */
        get: operations["huolang_api_stock_batches_listed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment/limits": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over limits
         * @description Proposed limits become those of the products, as they are proposed now or as somebody typed
         *     instead; all of them or none. `changed`: how many were others before.
         */
        post: operations["huolang_api_stock_limits_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/styles/{style}/variants": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make variants
         * @description Make a product of each combination: all of them, or none where one is refused.
         */
        post: operations["huolang_api_styles_generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses/{warehouse}/locations": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a range of locations
         * @description Make the locations of a range, and what they lie in; all that are missing, or none.
         */
        post: operations["huolang_api_locations_generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prices/proposals": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposed prices
         * @description What each line of a document of `form` would cost this partner. Nothing is changed.
         */
        post: operations["huolang_api_prices_proposals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prices/history": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Earlier prices
         * @description What the partner paid, or was paid, for the product; newest first.
         */
        get: operations["huolang_api_prices_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/owed": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What is owed, by partner
         * @description Receivable and payable of each partner, gross; of these, what this person may see. `sort`:
         *     partner, receivable or payable, a minus before it for the other way round.
         */
        get: operations["huolang_api_finance_listed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/owed/items": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Open items
         * @description The documents behind what one partner owes or is owed; of one `kind`, when it is given.
         */
        get: operations["huolang_api_finance_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Months
         * @description From the first month with entries to the last, newest first, and whether they accept more;
         *     and which earlier ones are closed with each.
         */
        get: operations["huolang_api_finance_months"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/{month}/close": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a month
         * @description No entry enters this month from now on, nor those that it `covers`; months close in their
         *     order.
         */
        post: operations["huolang_api_finance_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/{month}/reopen": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a month again
         * @description The last closed month accepts entries again.
         */
        post: operations["huolang_api_finance_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-schedules": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * My schedules
         * @description The reports that the caller has sent by mail again and again.
         */
        get: operations["huolang_api_report_schedules_listed"];
        put?: never;
        /**
         * Schedule
         * @description Its first slot is after now. The caller must be able to export the report, and so must those
         *     who shall receive it; what each is sent is what they may see themselves.
         */
        post: operations["huolang_api_report_schedules_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-schedules/recipients/{report}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Who may be sent a report
         * @description The people of the company who may have this report as a file, for who may have it too.
         */
        get: operations["huolang_api_report_schedules_recipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-schedules/{schedule_id}/letters": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the letters
         * @description Those of one of the caller's own, newest first.
         */
        get: operations["huolang_api_report_schedules_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-schedules/{schedule_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a schedule
         * @description Only the caller's own; what became of its letters is forgotten with it.
         */
        delete: operations["huolang_api_report_schedules_delete"];
        options?: never;
        head?: never;
        /**
         * Change a schedule
         * @description Only the caller's own. With another rhythm, or when it goes on again, it begins anew.
         */
        patch: operations["huolang_api_report_schedules_change"];
        trace?: never;
    };
    "/api/v1/report-schedules/{schedule_id}/send": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it now, to me
         * @description To the caller alone, whatever its rhythm; a few times an hour.
         */
        post: operations["huolang_api_report_schedules_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Home
         * @description Sales, purchases and margin of today and this month, what is owed, what waits to be done.
         */
        get: operations["huolang_api_home_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home/tiles": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Arrange my home
         * @description For the caller alone, in this company.
         */
        put: operations["huolang_api_home_arrange"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home/pins": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pin a report
         * @description Put a report on the caller's home page, with what is asked of it.
         */
        post: operations["huolang_api_home_pin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home/pins/{pin}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unpin a report
         * @description Only the caller's own.
         */
        delete: operations["huolang_api_home_unpin"];
        options?: never;
        head?: never;
        /**
         * Change a pin
         * @description What is left out stays. Only the caller's own.
         */
        patch: operations["huolang_api_home_change_pin"];
        trace?: never;
    };
    "/api/v1/alerts/acknowledge": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take note of
         * @description The caller sees to these alerts: nobody else is waited for.
         */
        post: operations["huolang_api_alerts_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/snooze": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put off
         * @description Until a day nobody is reminded of these alerts; then they wait again, if they last.
         */
        post: operations["huolang_api_alerts_snooze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/mine": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /** My choice of alerts */
        get: operations["huolang_api_alerts_mine_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Choose my alerts
         * @description For the caller alone, in this company.
         */
        patch: operations["huolang_api_alerts_mine_choose"];
        trace?: never;
    };
    "/api/v1/replenishment/proposals": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Worked out when
         * @description When it was worked out what should be ordered. The proposals are the report.
         */
        get: operations["huolang_api_replenishment_worked_out"];
        put?: never;
        /**
         * Work proposals out
         * @description Let the worker do it for all limits; the answer is the job. At night it is done anyway.
         */
        post: operations["huolang_api_replenishment_work_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment/proposals/{key}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Order so much instead
         * @description The next working out leaves it as it is, while the proposal lasts.
         */
        patch: operations["huolang_api_replenishment_want"];
        trace?: never;
    };
    "/api/v1/replenishment/orders": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make drafts
         * @description Purchase orders by supplier and warehouse, and transfers: all of them or none. A proposal
         *     becomes a draft once.
         */
        post: operations["huolang_api_replenishment_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/order": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order what is short
         * @description From alerts of shortages to drafts of purchase orders and transfers, as proposed now.
         */
        post: operations["huolang_api_replenishment_order_what_is_short"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/bring": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring what is too much
         * @description From alerts of what is too much, slow or near its end to drafts of transfers to warehouses
         *     that lack it.
         */
        post: operations["huolang_api_replenishment_bring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/clear": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A clearance price
         * @description From such alerts to a price list for everybody, which is not in use until it is made so; for
         *     goods that have one already, that.
         */
        post: operations["huolang_api_replenishment_clear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/return": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return what is too much
         * @description From such alerts to drafts of purchase returns, on the newest receipts of the goods that have
         *     something to return. `left` says what cannot go back.
         */
        post: operations["huolang_api_replenishment_give_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/reallocations": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reallocate
         * @description Hold scarce goods for other order lines than those that came first. All of it or nothing;
         *     no goods are left free while orders wait for them.
         */
        post: operations["huolang_api_reallocation_reallocate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Who works here
         * @description Everybody who works in this company or did, by user name.
         */
        get: operations["huolang_api_team_people"];
        put?: never;
        /**
         * Let somebody work here
         * @description A new person with their first password, shown in this answer only; or somebody of another
         *     company that the caller manages (`password` is null: they have one).
         */
        post: operations["huolang_api_team_add_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{user}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person
         * @description Name, address, roles, and whether they still work here. If-Match as of any record.
         */
        patch: operations["huolang_api_team_change_person"];
        trace?: never;
    };
    "/api/v1/people/{user}/password": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new password
         * @description For somebody who lost theirs, or is locked out: shown in this answer only. Their sessions
         *     end.
         */
        post: operations["huolang_api_team_renew_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Roles
         * @description The roles of this company and what each may do.
         */
        get: operations["huolang_api_team_roles"];
        put?: never;
        /**
         * A new role
         * @description Nobody writes into a role more than they may do themselves.
         */
        post: operations["huolang_api_team_add_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rights": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What a role can be given
         * @description Every form and page with the operations there are, and the groups of fields to hide.
         */
        get: operations["huolang_api_team_rights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{code}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a role
         * @description A role of the company's own that nobody holds.
         */
        delete: operations["huolang_api_team_delete_role"];
        options?: never;
        head?: never;
        /**
         * Change a role
         * @description What is left out stays. It holds for every holder from their next request on.
         */
        patch: operations["huolang_api_team_change_role"];
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Settings
         * @description Every setting there is, group by group: its value here, its default, and what it does.
         */
        get: operations["huolang_api_settings_listed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings
         * @description All of `values` or, when one is refused, none of them.
         */
        patch: operations["huolang_api_settings_change"];
        trace?: never;
    };
    "/api/v1/company": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * The company
         * @description What the company says of itself, and what can be chosen.
         */
        get: operations["huolang_api_settings_company"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the company
         * @description Currency, digits and time zone stay once the books have begun. If-Match as of any record.
         */
        patch: operations["huolang_api_settings_change_company"];
        trace?: never;
    };
    "/api/v1/companies": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new company
         * @description Books of its own beside this one, with the caller as its administrator.
         */
        post: operations["huolang_api_settings_add_company"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * How far the company is set up
         * @description For who may change the company. A step is put off, or taken as it is, with the setting of
         *     its name: `PATCH /settings` of `setup.people` to `skipped`.
         */
        get: operations["huolang_api_setup_told"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tour": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Have I seen the tour?
         * @description Of the demo company, by the caller.
         */
        get: operations["huolang_api_tour_state"];
        /**
         * I have seen the tour
         * @description For the caller alone; only the demo company has one.
         */
        put: operations["huolang_api_tour_note"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * My tokens
         * @description The tokens that act as the caller; they themselves were shown once.
         */
        get: operations["huolang_api_tokens_listed"];
        put?: never;
        /**
         * A new token
         * @description A token that acts as the caller, in this company only; shown in this answer only. Who repeats
         *     the request gets its id, to end it, and null.
         */
        post: operations["huolang_api_tokens_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a token
         * @description It is refused from the next request on.
         */
        delete: operations["huolang_api_tokens_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * My sessions
         * @description The browsers in which the caller is logged in, the newest first.
         */
        get: operations["huolang_api_sessions_listed"];
        put?: never;
        post?: never;
        /**
         * End my other sessions
         * @description All but the one that asks; with a token, which has none, all.
         */
        delete: operations["huolang_api_sessions_end_others"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description Whoever sits there has to log in again with their next request.
         */
        delete: operations["huolang_api_sessions_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * My views
         * @description The caller's views, then those that others share with a role of theirs.
         */
        get: operations["huolang_api_saved_views_listed"];
        put?: never;
        /**
         * Keep a view
         * @description An address of the screens under a name, for the caller and, if they like, one role.
         */
        post: operations["huolang_api_saved_views_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{view}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a view
         * @description Only the caller's own.
         */
        delete: operations["huolang_api_saved_views_delete"];
        options?: never;
        head?: never;
        /**
         * Change a view
         * @description What is left out stays. Only the caller's own.
         */
        patch: operations["huolang_api_saved_views_change"];
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a file to import
         * @description The body is the file itself: .xlsx or .csv, at most 32 MB. Nothing is imported yet.
         */
        post: operations["huolang_api_imports_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /** One import */
        get: operations["huolang_api_imports_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run}/headings": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where the headings of a file are
         * @description What its columns mean is proposed anew; files with such a row are read alike from then on.
         */
        post: operations["huolang_api_imports_headings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run}/check": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a file
         * @description A dry run with these columns and `fixed` (left out: as proposed): every record is tried and
         *     nothing is kept. Documents that are to be confirmed are, in their order, until others have
         *     waited for seconds (`tried_together`); those that follow are by themselves (`tried`), the rest
         *     is not. What of these is refused for what came before it in the file (stock, orders, credit)
         *     shows when the import runs. `numbers`: whose the numbers of documents in the file are, `ours`,
         *     `theirs` (of another program, as in files before), or `either`: what may be both is refused.
         *     `source` names the shop whose numbers they are, where several count alike: numbers of one are
         *     none of the other's. Documents without a number that are the same as what an earlier file
         *     brought (day, partner, goods, quantities and prices), or have half of their rows, are refused
         *     unless `again`; so are rows of opening documents that another one holds, and masters without a
         *     code that have the name of one that is there. What of brands, categories, units and other simple
         *     records is not there is told in `lacking`; with `make` it is made with the rows that name it.
         *     Rows and documents that come to another amount than they say are refused unless `as_priced`,
         *     and orders that say that something of them was executed elsewhere unless `as_open`.
         */
        post: operations["huolang_api_imports_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run}/start": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a file
         * @description As it was checked.
         */
        post: operations["huolang_api_imports_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run}/errors": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong
         * @description The rows that were refused, in their order, with what is wrong in each.
         */
        get: operations["huolang_api_imports_errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{run}/file": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong, to mend
         * @description The refused rows as a workbook, with the faults beside them, to be corrected and sent.
         */
        get: operations["huolang_api_imports_wrong"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Background jobs
         * @description Newest first: one's own, or those of everybody for who may see them.
         */
        get: operations["huolang_api_jobs_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /** One job */
        get: operations["huolang_api_jobs_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job}/cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a job
         * @description What is done stays done.
         */
        post: operations["huolang_api_jobs_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job}/retry": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a job
         * @description From where it failed or was stopped.
         */
        post: operations["huolang_api_jobs_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * My notifications
         * @description Newest first, in the caller's language; `unread`: only those.
         */
        get: operations["huolang_api_notifications_listed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note what is read
         * @description One's own only; others are passed over in silence.
         */
        post: operations["huolang_api_notifications_mark"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/kinds": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What I want
         * @description Every kind of notification, and whether the caller wants it.
         */
        get: operations["huolang_api_notifications_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Want some, not others
         * @description `{"wanted": {"job.done": false}}`: what is left out stays.
         */
        patch: operations["huolang_api_notifications_want"];
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What is new, live
         * @description `event: hello` begins every stream: ask for everything anew. Then `event: notifications`
         *     when the caller's notifications changed, and `event: records` when something was recorded in
         *     their company. It ends after some minutes: follow again.
         */
        get: operations["huolang_api_live_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proof": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Proofs of the books
         * @description Everything that is kept, derived once more from the entries: what the last proofs found.
         */
        get: operations["huolang_api_proofs_proofs"];
        put?: never;
        /**
         * Prove the books
         * @description Let the worker do it now; the answer is the job. One at a time.
         */
        post: operations["huolang_api_proofs_prove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        /** Reports */
        get: operations["report_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** HealthOut */
        HealthOut: {
            /** Status */
            status: string;
            /** Version */
            version: string;
        };
        /** UpkeepOut */
        UpkeepOut: {
            /** Version */
            version: string;
            /** Database */
            database: string;
            /** Bytes */
            bytes: number;
            /** Workers */
            workers: number;
            /** Jobs */
            jobs: {
                [key: string]: number;
            };
            backup: components["schemas"]["Run"] | null;
            prove: components["schemas"]["Run"] | null;
        };
        /** Run */
        Run: {
            /** At */
            at: unknown;
            /** Ok */
            ok: boolean;
            /** Seconds */
            seconds: number;
            /** Told */
            told: {
                [key: string]: unknown;
            };
        };
        /** Spoken */
        Spoken: {
            /**
             * Language
             * @enum {string}
             */
            language: "zh-hans" | "en";
        };
        /**
         * CostsOut
         * @description `corrected_from`: costs of this day and after, values of stock and margins may still change;
         *     null: all of them are right. `state` is that of the job that corrects them, `done` of `whole`
         *     entries is how far it is.
         */
        CostsOut: {
            /** Corrected From */
            corrected_from: string | null;
            /** State */
            state: string | null;
            /** Done */
            done: number | null;
            /** Whole */
            whole: number | null;
        };
        /** SheetOut */
        SheetOut: {
            task: components["schemas"]["TaskOut"];
            /** Lines */
            lines: components["schemas"]["SheetLine"][];
        };
        /** TaskOut */
        TaskOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
            /** State Label */
            state_label: string;
            /**
             * Warehouse
             * Format: uuid
             */
            warehouse: string;
            /** Warehouse Name */
            warehouse_name: string;
            /** Located */
            located: boolean;
            /** Blind */
            blind: boolean;
            /** Two Counters */
            two_counters: boolean;
            /** Started At */
            started_at?: string | null;
            /** Remark */
            remark: string;
            /** Lines */
            lines: number;
            /** Tallied */
            tallied: number;
        };
        /** SheetLine */
        SheetLine: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Specification */
            specification: string;
            /** Unit */
            unit: string;
            /** Digits */
            digits: number;
            /** Batched */
            batched: boolean;
            /** Serialized */
            serialized: boolean;
            /** Batch */
            batch: string;
            /** Expires On */
            expires_on?: string | null;
            /** Location */
            location?: string | null;
            /** Location Code */
            location_code?: string | null;
            /** Round */
            round: number;
            /** Unexpected */
            unexpected: boolean;
            /** Tallied */
            tallied: boolean;
            /** Mine */
            mine?: string | null;
            /** Barcodes */
            barcodes: components["schemas"]["BarcodeOut"][];
            /** Book Quantity */
            book_quantity?: string | null;
        };
        /**
         * BarcodeOut
         * @description `factor` base units lie in what the code stands for.
         */
        BarcodeOut: {
            /** Code */
            code: string;
            /** Factor */
            factor: string;
        };
        /** TalliesOut */
        TalliesOut: {
            /** Items */
            items: components["schemas"]["TallyOut"][];
        };
        /**
         * TallyOut
         * @description `state`: kept, again (it was kept before) or refused, with code and sentence. `mine` is what
         *     this person has counted of the line by now.
         */
        TallyOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** State */
            state: string;
            /**
             * Code
             * @default
             */
            code: string;
            /**
             * Message
             * @default
             */
            message: string;
            /** Line */
            line?: string | null;
            /**
             * Called
             * @default
             */
            called: string;
            /** Mine */
            mine?: string | null;
        };
        /**
         * TalliesIn
         * @description `sent_at` is the sender's own clock as it sends them, by which its moments are set right.
         */
        TalliesIn: {
            /** Tallies */
            tallies: components["schemas"]["TallyIn"][];
            /** Sent At */
            sent_at?: string | null;
        };
        /**
         * TallyIn
         * @description One thing that was counted. `id` is made by whoever counted, once: sent again it is not
         *     counted again. `code` is a bar code, a product's code or a serial number, in whose unit
         *     `quantity` is; or `product` names the product. `round` is the one that was on the sheet;
         *     `instead`: all that this person counted of the line before is taken back, and this stands;
         *     `sure`: `serial` is the number of a piece although other goods, a batch or a location are called
         *     so. What is wider than a quantity may be is refused by itself, as all that is wrong with one
         *     tally.
         */
        TallyIn: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Quantity */
            quantity: number | string;
            /**
             * Code
             * @default
             */
            code: string;
            /** Product */
            product?: string | null;
            /**
             * Batch
             * @default
             */
            batch: string;
            /**
             * Location
             * @default
             */
            location: string;
            /**
             * Serial
             * @default
             */
            serial: string;
            /** Round */
            round?: number | null;
            /** Counted At */
            counted_at?: string | null;
            /** Produced On */
            produced_on?: string | null;
            /** Expires On */
            expires_on?: string | null;
            /**
             * Instead
             * @default false
             */
            instead: boolean;
            /**
             * Sure
             * @default false
             */
            sure: boolean;
        };
        /** ReviewOut */
        ReviewOut: {
            task: components["schemas"]["TaskOut"];
            sums: components["schemas"]["ReviewSums"];
            /** Total */
            total: number;
            /** Lines */
            lines: components["schemas"]["ReviewLine"][];
            /** May Approve */
            may_approve: boolean;
            /** Tallies */
            tallies: number;
            /** Counts */
            counts: components["schemas"]["CountOut"][];
        };
        /**
         * ReviewSums
         * @description Of all lines of the task.
         */
        ReviewSums: {
            /** Lines */
            lines: number;
            /** Counted */
            counted: number;
            /** Open */
            open: number;
            /** Differences */
            differences: number;
            /** Recount */
            recount: number;
            /** Moved */
            moved: number;
            /** Gain */
            gain?: string | null;
            /** Loss */
            loss?: string | null;
        };
        /**
         * ReviewLine
         * @description `status`: open, recount, second, disagree, counted. `book_quantity` is what the books have
         *     at the moment of the last tally, `snapshot` what they had when the task began. `moved`: goods
         *     came or went while it was being counted; if it differs as well, `must_accept`. `elsewhere`:
         *     pieces that were found and that the books have in another place.
         */
        ReviewLine: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Specification */
            specification: string;
            /** Unit */
            unit: string;
            /** Batch */
            batch: string;
            /** Location Code */
            location_code?: string | null;
            /** Round */
            round: number;
            /** Unexpected */
            unexpected: boolean;
            /** Status */
            status: string;
            /** People */
            people: string[];
            /** Snapshot */
            snapshot: string;
            /** Book Quantity */
            book_quantity: string;
            /** Counted */
            counted?: string | null;
            /** Counted At */
            counted_at?: string | null;
            /** Difference */
            difference?: string | null;
            /** Value */
            value?: string | null;
            /** Missing */
            missing: string[];
            /** Surplus */
            surplus: string[];
            /** Elsewhere */
            elsewhere: string[];
            /** Moved */
            moved: boolean;
            /** Must Recount */
            must_recount: boolean;
            /** Must Accept */
            must_accept: boolean;
            /** Reason */
            reason: string;
            /** Remark */
            remark: string;
        };
        /**
         * CountOut
         * @description The stock count that posted the differences.
         */
        CountOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
        };
        /** LinesOut */
        LinesOut: {
            /** Lines */
            lines: number;
        };
        /**
         * RecountIn
         * @description Without `lines`: all whose difference is beyond what the task lets pass, all of which two
         *     people say different things, and all that differ and moved while they were being counted.
         */
        RecountIn: {
            /** Lines */
            lines?: string[] | null;
        };
        /** ExplainIn */
        ExplainIn: {
            /** Lines */
            lines: string[];
            /** Reason */
            reason?: string | null;
            /** Remark */
            remark?: string | null;
        };
        /** ApprovedOut */
        ApprovedOut: {
            /** Lines */
            lines: number;
            /** Differences */
            differences: number;
            /** Count */
            count?: string | null;
            /** Number */
            number: string;
        };
        /**
         * ApproveIn
         * @description `uncounted`: leave (lines that nobody counted stay as they are) or nothing (they are taken
         *     for empty). `date`: the day on which the differences enter the books. `accepted`: lines that
         *     moved while they were being counted, each with the difference that was seen. `tallies`: how many
         *     there were when the differences were seen; if more have come since, nothing is approved.
         */
        ApproveIn: {
            /** Uncounted */
            uncounted?: string | null;
            /** Date */
            date?: string | null;
            /** Tallies */
            tallies?: number | null;
            /** Accepted */
            accepted?: components["schemas"]["AcceptIn"][];
        };
        /**
         * AcceptIn
         * @description A difference of a line that moved while it was being counted, as the review showed it.
         */
        AcceptIn: {
            /**
             * Line
             * Format: uuid
             */
            line: string;
            /** Difference */
            difference: number | string;
        };
        /**
         * TemplateAnswer
         * @description Lines as those of the document; `extra_cost` is none for who sees no costs.
         */
        TemplateAnswer: {
            /** Lines */
            lines: {
                [key: string]: unknown;
            }[];
            /** Extra Cost */
            extra_cost: string | null;
        };
        /**
         * TemplateQuestion
         * @description `quantity` of `unit` (none: the base unit) are planned, or made, of what the template
         *     makes.
         */
        TemplateQuestion: {
            /**
             * Form
             * @enum {string}
             */
            form: "assembly" | "disassembly";
            /**
             * Template
             * Format: uuid
             */
            template: string;
            /** Unit */
            unit?: string | null;
            /** Quantity */
            quantity: string;
        };
        /**
         * Refused
         * @description Nothing: what was scanned could be confirmed now.
         */
        Refused: {
            /** Errors */
            errors: components["schemas"]["ErrorOut"][];
        };
        /** ErrorOut */
        ErrorOut: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Field */
            field: string;
        };
        /**
         * MeaningOut
         * @description What a code means: goods (several only of numbers that are alike, or where the number of a
         *     piece is a code of goods, which come first), a location (empty: none) of a warehouse, or
         *     nothing. `state`: whether goods are put into the location.
         */
        MeaningOut: {
            /** Goods */
            goods: components["schemas"]["GoodsOut"][];
            /** Location */
            location: string;
            /** Place */
            place: string | null;
            /** Warehouse */
            warehouse: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "" | "good" | "archived" | "outer";
        };
        /**
         * GoodsOut
         * @description A product: one scan of the code is `factor` base units of it, or its piece `serial`, or says
         *     its `batch`. `part`: the id of that piece or batch.
         */
        GoodsOut: {
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Specification */
            specification: string;
            /** Unit */
            unit: string;
            /** Digits */
            digits: number;
            /** Batched */
            batched: boolean;
            /** Serialized */
            serialized: boolean;
            /** Shelf Life */
            shelf_life: number | null;
            /** Barcodes */
            barcodes: components["schemas"]["HandlingBarcode"][];
            /** Alike */
            alike: string[];
            /** Factor */
            factor: string;
            /** Serial */
            serial: string;
            /** Batch */
            batch: string;
            /** Part */
            part: string | null;
            /** Lying */
            lying: components["schemas"]["SpotOut"][];
        };
        /**
         * HandlingBarcode
         * @description One of `unit` is `factor` base units.
         */
        HandlingBarcode: {
            /** Code */
            code: string;
            /** Unit */
            unit: string;
            /** Factor */
            factor: string;
        };
        /**
         * SpotOut
         * @description So many base units lie in a location (empty: in none), of a batch (empty: of none). `good`:
         *     neither expired nor held.
         */
        SpotOut: {
            /** Batch */
            batch: string;
            /** Expires On */
            expires_on: string | null;
            /** Good */
            good: boolean;
            /** Location */
            location: string;
            /** Barcode */
            barcode: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * KnownPlaces
         * @description `all`: there are no others in this warehouse.
         */
        KnownPlaces: {
            /**
             * Warehouse
             * Format: uuid
             */
            warehouse: string;
            /** Places */
            places: components["schemas"]["KnownPlace"][];
            /** All */
            all: boolean;
        };
        /**
         * KnownPlace
         * @description A location. `state`: goods are put there (`good`), or not: it is `archived`, or others lie
         *     in it (`outer`).
         */
        KnownPlace: {
            /** Code */
            code: string;
            /** Barcode */
            barcode: string;
            /**
             * State
             * @enum {string}
             */
            state: "good" | "archived" | "outer";
        };
        /** HandlingSheet */
        HandlingSheet: {
            /** Form */
            form: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Target */
            target: string;
            partner: components["schemas"]["LabelOut"] | null;
            /** Warehouse */
            warehouse: string;
            /** Located */
            located: boolean;
            /** Remark */
            remark: string;
            /** Lines */
            lines: components["schemas"]["HandlingLine"][];
        };
        /**
         * LabelOut
         * @description A record referred to.
         */
        LabelOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Code
             * @default null
             */
            code: string | null;
            /**
             * Name
             * @default null
             */
            name: string | null;
            /**
             * Number
             * @default null
             */
            number: string | null;
        };
        /**
         * HandlingLine
         * @description Quantities in the base unit `unit`. `open` are still expected, no more than `most` may be.
         *     `serials`: pieces that are on their way. `lying`: where goods lie that are to leave, in the
         *     order of taking. `put`: the location that is proposed for what comes (empty: none).
         */
        HandlingLine: {
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Specification */
            specification: string;
            /** Unit */
            unit: string;
            /** Digits */
            digits: number;
            /** Batched */
            batched: boolean;
            /** Serialized */
            serialized: boolean;
            /** Shelf Life */
            shelf_life: number | null;
            /** Barcodes */
            barcodes: components["schemas"]["HandlingBarcode"][];
            /** Alike */
            alike: string[];
            /**
             * Source
             * Format: uuid
             */
            source: string;
            /** Ordered */
            ordered: string;
            /** Open */
            open: string;
            /** Most */
            most: string;
            /** Batch */
            batch: string;
            /** Serials */
            serials: string[];
            /** Warehouse */
            warehouse: string;
            /**
             * Warehouse Id
             * Format: uuid
             */
            warehouse_id: string;
            /** Located */
            located: boolean;
            /** Remark */
            remark: string;
            /** Lying */
            lying: components["schemas"]["SpotOut"][];
            /** Put */
            put: string;
        };
        /** FormList */
        FormList: {
            /** Items */
            items: components["schemas"]["FormItem"][];
        };
        /** FormItem */
        FormItem: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Kind */
            kind: string;
            /** Module */
            module: string;
        };
        /** FormOut */
        FormOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Plural */
            plural: string;
            /** Kind */
            kind: string;
            /** Module */
            module: string;
            /** Version */
            version: string;
            /** Title Field */
            title_field: string;
            /** Mergeable */
            mergeable: boolean;
            /** Revalues */
            revalues: boolean;
            /** Takes Out */
            takes_out: boolean;
            /** Pictured */
            pictured: boolean;
            /** Told In */
            told_in: {
                [key: string]: string;
            } | null;
            /** Fields */
            fields: components["schemas"]["FieldOut"][];
            /** Tables */
            tables: components["schemas"]["TableOut"][];
            /** Sections */
            sections: components["schemas"]["SectionOut"][];
            list: components["schemas"]["ListOut"];
            /** States */
            states: components["schemas"]["Option"][];
            /** Actions */
            actions: components["schemas"]["ActionOut"][];
            /** Conversions */
            conversions: components["schemas"]["ConversionOut"][];
            sources: components["schemas"]["SourcesOut"] | null;
            /** Operations */
            operations: string[];
        };
        /** FieldOut */
        FieldOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Kind */
            kind: string;
            /** Required */
            required: boolean;
            /** Readonly */
            readonly: boolean;
            /**
             * Default
             * @default null
             */
            default: unknown;
            /** Help */
            help: string;
            /** To */
            to: string | null;
            /** Filter */
            filter: unknown[][];
            /** Fills */
            fills: {
                [key: string]: string;
            };
            /** Amendable */
            amendable: boolean;
            /** Digits */
            digits: number | null;
            /** Max Length */
            max_length: number | null;
            /** Options */
            options: components["schemas"]["Option"][] | null;
            /** Min */
            min: string | null;
            /** Max */
            max: string | null;
            /** Operators */
            operators: string[];
        };
        /** Option */
        Option: {
            /** Value */
            value: string;
            /** Label */
            label: string;
            /** Tone */
            tone: string;
        };
        /**
         * TableOut
         * @description `region`: the fields of province, city, district and code that one choice fills in. Rows that
         *     answer the field `below` stand below another one, and follow from it.
         */
        TableOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Fields */
            fields: components["schemas"]["FieldOut"][];
            /** Columns */
            columns: string[];
            /** Region */
            region: string[];
            /** Below */
            below: string;
        };
        /** SectionOut */
        SectionOut: {
            /** Label */
            label: string;
            /** Fields */
            fields: string[];
        };
        /** ListOut */
        ListOut: {
            /** Columns */
            columns: string[];
            /** Sort */
            sort: string;
            /** Sums */
            sums: string[];
            /** Filters */
            filters: string[];
            /** Searched */
            searched: string[];
        };
        /** ActionOut */
        ActionOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Operation */
            operation: string;
            /** States */
            states: string[];
            /** Tone */
            tone: string;
        };
        /** ConversionOut */
        ConversionOut: {
            /** Target */
            target: string;
            /** Label */
            label: string;
            /** States */
            states: string[];
            /** Usual */
            usual: boolean;
            /** Several */
            several: boolean;
        };
        /**
         * SourcesOut
         * @description Whose open lines a new document is filled from: chosen by these fields of its header.
         */
        SourcesOut: {
            /** Header */
            header: string[];
            /** Forms */
            forms: string[];
        };
        /** AuditPage */
        AuditPage: {
            /** Items */
            items: components["schemas"]["AuditRow"][];
            /** Next */
            next: string | null;
        };
        /** AuditRow */
        AuditRow: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            by: components["schemas"]["PersonRef"] | null;
            /** Form */
            form: string;
            /** Form Label */
            form_label: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Label */
            label: string;
            /** Link */
            link: boolean;
            /** Action */
            action: string;
            /** Action Label */
            action_label: string;
            /** Changes */
            changes: components["schemas"]["ChangeOut"][];
            /** Request */
            request: string;
        };
        /** PersonRef */
        PersonRef: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /** ChangeOut */
        ChangeOut: {
            /** Label */
            label: string;
            /** Before */
            before: string;
            /** After */
            after: string;
        };
        /** AuditChoices */
        AuditChoices: {
            /** Forms */
            forms: components["schemas"]["ChoiceOut"][];
            /** Actions */
            actions: components["schemas"]["ChoiceOut"][];
            /** People */
            people: components["schemas"]["ChoiceOut"][];
        };
        /** ChoiceOut */
        ChoiceOut: {
            /** Value */
            value: string;
            /** Label */
            label: string;
        };
        /**
         * ColumnLayouts
         * @description By table: the name of a form, of a form and its lines, or of a report and its view.
         */
        ColumnLayouts: {
            /** Tables */
            tables: {
                [key: string]: components["schemas"]["ColumnLayout"];
            };
        };
        /**
         * ColumnLayout
         * @description `turned`: columns shown though the table hides them by itself, or hidden though it shows
         *     them; `order`: all of them, or none; `widths` in pixels, of those that were changed.
         */
        ColumnLayout: {
            /**
             * Turned
             * @default []
             */
            turned: string[];
            /**
             * Order
             * @default []
             */
            order: string[];
            /**
             * Widths
             * @default {}
             */
            widths: {
                [key: string]: number;
            };
        };
        /** ReaderList */
        ReaderList: {
            /** Items */
            items: components["schemas"]["Reader"][];
        };
        /**
         * Reader
         * @description `pinyin`: how the name is read, a gap after each syllable.
         */
        Reader: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Pinyin */
            pinyin: string;
        };
        /** CommentList */
        CommentList: {
            /** Items */
            items: components["schemas"]["CommentOut"][];
        };
        /**
         * CommentOut
         * @description `taken_back`: the text is gone. `removable`: the caller may take it back.
         */
        CommentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Text */
            text: string;
            /** Mentions */
            mentions: components["schemas"]["PersonNamed"][];
            by: components["schemas"]["PersonNamed"] | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Taken Back */
            taken_back: boolean;
            /** Removable */
            removable: boolean;
        };
        /** PersonNamed */
        PersonNamed: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * NewComment
         * @description `mentions`: people that are told of it; they must be able to see the record.
         */
        NewComment: {
            /** Text */
            text: string;
            /**
             * Mentions
             * @default []
             */
            mentions: string[];
        };
        /**
         * ExplanationOut
         * @description `way`: document, average, layers, standard, returned, flow, annulled, within, none.
         *     `added`: what work on the goods of its flow (加工费) is worth beyond the parts.
         *     `brought`: by its document, or by what it returns; what a standard leaves of it is variance.
         */
        ExplanationOut: {
            entry: components["schemas"]["EntryOut"];
            /** Cost Today */
            cost_today: string;
            /** Brought */
            brought: string;
            /** Way */
            way: string;
            pool: components["schemas"]["PoolOut"] | null;
            before: components["schemas"]["StateOut"] | null;
            after: components["schemas"]["StateOut"] | null;
            /** Parts */
            parts: components["schemas"]["PartOut"][];
            /** Missing */
            missing: string;
            /** Added */
            added: string;
            /** Returned Before */
            returned_before: string;
            reverses: components["schemas"]["EntryOut"] | null;
            reversed_by: components["schemas"]["EntryOut"] | null;
            /** History */
            history: components["schemas"]["BeliefOut"][];
        };
        /**
         * EntryOut
         * @description `off_shelf`: the goods are of the warehouse and on none of its shelves: in_transit,
         *     inspecting, rejected, lent or consigned.
         */
        EntryOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** No */
            no: number;
            /**
             * Occurred At
             * Format: date-time
             */
            occurred_at: string;
            /**
             * Recorded At
             * Format: date-time
             */
            recorded_at: string;
            /** Form */
            form: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Number */
            number: string;
            /** Kind */
            kind: string;
            product: components["schemas"]["LabelOut"];
            warehouse: components["schemas"]["LabelOut"];
            /**
             * Off Shelf
             * @default null
             */
            off_shelf: string | null;
            /** Quantity */
            quantity: string;
            /**
             * On Hand After
             * @default null
             */
            on_hand_after: string | null;
            /**
             * Cost
             * @default null
             */
            cost: string | null;
            /**
             * Adjustment
             * @default null
             */
            adjustment: string | null;
            /**
             * Unit Cost
             * @default null
             */
            unit_cost: string | null;
            /**
             * Value After
             * @default null
             */
            value_after: string | null;
        };
        /**
         * PoolOut
         * @description `warehouse`: none where the whole company shares it. `set_aside`: it belongs to a costing
         *     policy of before. `in_transit`: it is that of a shipment on its way there. `standard`: the
         *     standard cost of one base unit.
         */
        PoolOut: {
            /** Method */
            method: string;
            warehouse: components["schemas"]["LabelOut"] | null;
            /** Batch */
            batch: string | null;
            /** Standard */
            standard: string | null;
            /** Set Aside */
            set_aside: boolean;
            /** In Transit */
            in_transit: boolean;
        };
        /**
         * StateOut
         * @description `value` is null while less than nothing is there: what that costs is not known yet.
         */
        StateOut: {
            /** Quantity */
            quantity: string;
            /** Value */
            value: string | null;
            /** Unit Cost */
            unit_cost: string | null;
        };
        /**
         * PartOut
         * @description `role`: layer (a receipt that it used up), covered (a receipt that came for it afterwards),
         *     origin (the issue that it returns), flow (what left so that it came), like (the goods at whose
         *     unit cost it came back).
         */
        PartOut: {
            /** Role */
            role: string;
            source: components["schemas"]["EntryOut"];
            /** Quantity */
            quantity: string;
            /** Cost */
            cost: string;
        };
        /**
         * BeliefOut
         * @description From `recorded_at` on it was held to have cost `cost`. `reason`: posted, back_dated,
         *     reversed, revalued, deferred (by a job). `forward`: its month was closed, so it counts on
         *     `recognised_on` only. With `variance` it was held to have brought so much more.
         */
        BeliefOut: {
            /** No */
            no: number;
            /**
             * Recorded At
             * Format: date-time
             */
            recorded_at: string;
            /** Form */
            form: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Number */
            number: string;
            /** Kind */
            kind: string;
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Reason */
            reason: string;
            /** Amount */
            amount: string;
            /** Variance */
            variance: string;
            /**
             * Recognised On
             * Format: date
             */
            recognised_on: string;
            /** Forward */
            forward: boolean;
            /** Cost */
            cost: string;
        };
        /** PaperList */
        PaperList: {
            /** Items */
            items: components["schemas"]["PaperOut"][];
        };
        /**
         * PaperOut
         * @description What a paper says of one record. `words` is the total in capital characters (大写);
         *     `red` is a paper of less than nothing (红字).
         */
        PaperOut: {
            /** Form */
            form: string;
            /** Title */
            title: string;
            company: components["schemas"]["PaperCompany"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            state: components["schemas"]["PaperState"] | null;
            /** Header */
            header: components["schemas"]["PaperEntry"][];
            /** Tables */
            tables: components["schemas"]["PaperTable"][];
            /** Totals */
            totals: components["schemas"]["PaperEntry"][];
            /** Words */
            words: string | null;
            /** Signatures */
            signatures: components["schemas"]["PaperSignature"][];
            printed: components["schemas"]["PrintedOut"];
            /** Codes */
            codes: components["schemas"]["PaperCode"][];
            /** Labels */
            labels: components["schemas"]["PaperLabel"][];
            /** Red */
            red: boolean;
        };
        /**
         * PaperCompany
         * @description `tax_number`: ours, where it is to stand on the paper.
         */
        PaperCompany: {
            /** Name */
            name: string;
            /** Tax Number */
            tax_number: string;
            /** Currency */
            currency: string;
            /** Digits */
            digits: number;
            /** Time Zone */
            time_zone: string;
        };
        /** PaperState */
        PaperState: {
            /** Value */
            value: string;
            /** Label */
            label: string;
        };
        /**
         * PaperEntry
         * @description One field with its value; of another record its name.
         */
        PaperEntry: {
            field: components["schemas"]["FieldOut"];
            /**
             * Value
             * @default null
             */
            value: unknown;
        };
        /**
         * PaperTable
         * @description `columns` are those that hold anything; `sums` add up amounts and quantities.
         */
        PaperTable: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Columns */
            columns: components["schemas"]["FieldOut"][];
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
            /** Sums */
            sums: {
                [key: string]: string;
            };
        };
        /** PaperSignature */
        PaperSignature: {
            /** Label */
            label: string;
            /** Name */
            name: string;
        };
        /** PrintedOut */
        PrintedOut: {
            /** Count */
            count: number;
            /** Last At */
            last_at: string | null;
            last_by: components["schemas"]["Person"] | null;
        };
        /** Person */
        Person: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * PaperCode
         * @description What a scanner reads of a document, the `no`th on the paper: the bars of its number, or a
         *     `square` with the path of its page, while it has none.
         */
        PaperCode: {
            /** No */
            no: number;
            /** Code */
            code: string;
            /** Square */
            square: boolean;
        };
        /**
         * PaperLabel
         * @description Labels of a line of goods: `pieces` of each code, which are the numbers of its pieces, that
         *     of its batch, or the bar code of its unit.
         */
        PaperLabel: {
            /** Codes */
            codes: string[];
            /** Title */
            title: string;
            /** Lines */
            lines: string[];
            /** Pieces */
            pieces: number;
        };
        /** HitsOut */
        HitsOut: {
            /** Items */
            items: components["schemas"]["HitOut"][];
        };
        /**
         * HitOut
         * @description `title` is the number of a document or the code of a master, `name` what a master is called;
         *     `state_label` is the state in the language of the request.
         */
        HitOut: {
            /** Form */
            form: string;
            /** Form Label */
            form_label: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Title */
            title: string;
            /** Name */
            name: string;
            /** State */
            state?: string | null;
            /** State Label */
            state_label?: string | null;
            /** State Tone */
            state_tone?: string | null;
            /** Date */
            date?: string | null;
            /** Active */
            active: boolean;
        };
        /**
         * MeantOut
         * @description `meant` has an id or null for each code, in their order; `items` each record once.
         */
        MeantOut: {
            /** Meant */
            meant: (string | null)[];
            /** Items */
            items: {
                [key: string]: unknown;
            }[];
        };
        /**
         * CodesIn
         * @description `fields` as those of a list, `filter` as its conditions.
         */
        CodesIn: {
            /** Form */
            form: string;
            /** Codes */
            codes: string[];
            /**
             * Fields
             * @default
             */
            fields: string;
            /** Filter */
            filter?: unknown[][];
        };
        /** StockPage */
        StockPage: {
            /** Items */
            items: components["schemas"]["StockOut"][];
            /** Next */
            next: string | null;
            sums?: components["schemas"]["StockSums"] | null;
        };
        /** StockOut */
        StockOut: {
            product: components["schemas"]["ProductOut"];
            warehouse: components["schemas"]["LabelOut"] | null;
            /** On Hand */
            on_hand: string;
            /** On Hand In Units */
            on_hand_in_units: string;
            /** Available In Units */
            available_in_units?: string | null;
            /** In Transit */
            in_transit?: string | null;
            /** Inspecting */
            inspecting?: string | null;
            /** Rejected */
            rejected?: string | null;
            /** Lent */
            lent?: string | null;
            /** Consigned */
            consigned?: string | null;
            /** Blocked */
            blocked?: string | null;
            /** Reserved */
            reserved?: string | null;
            /** Available */
            available?: string | null;
            /** Value */
            value?: string | null;
            /** Unit Cost */
            unit_cost?: string | null;
        };
        /** ProductOut */
        ProductOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Specification */
            specification: string;
            /** Unit */
            unit: string;
        };
        /** StockSums */
        StockSums: {
            /** Value */
            value?: string | null;
        };
        /** EntryPage */
        EntryPage: {
            /** Items */
            items: components["schemas"]["EntryOut"][];
            /** Next */
            next: string | null;
        };
        /** PromisePage */
        PromisePage: {
            /** Items */
            items: components["schemas"]["PromiseOut"][];
            /** Next */
            next: string | null;
        };
        /** PromiseOut */
        PromiseOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Line
             * Format: uuid
             */
            line: string;
            /** Form */
            form: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Number */
            number: string;
            /** Date */
            date: string | null;
            partner: components["schemas"]["LabelOut"] | null;
            warehouse: components["schemas"]["LabelOut"];
            /** Wanted */
            wanted: string;
            /** Reserved */
            reserved: string;
            /** Waiting */
            waiting: string;
            /** Needed On */
            needed_on: string | null;
            /** Priority */
            priority: string;
        };
        /** OfferList */
        OfferList: {
            /** Items */
            items: components["schemas"]["OfferOut"][];
        };
        /** OfferOut */
        OfferOut: {
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /** On Hand */
            on_hand: string;
            /** Blocked */
            blocked: string;
            /** Reserved */
            reserved: string;
            /** Available */
            available: string;
            /** Available In Units */
            available_in_units: string;
            /** Waiting */
            waiting: string;
            /** Held */
            held: components["schemas"]["HeldOut"][];
            /** Coming */
            coming: components["schemas"]["ArrivalOut"][];
        };
        /** HeldOut */
        HeldOut: {
            /**
             * Line
             * Format: uuid
             */
            line: string;
            /** Quantity */
            quantity: string;
        };
        /** ArrivalOut */
        ArrivalOut: {
            /**
             * On
             * Format: date
             */
            on: string;
            /** Quantity */
            quantity: string;
        };
        /** OfferQuestion */
        OfferQuestion: {
            /** Products */
            products: string[];
            /** Warehouse */
            warehouse?: string | null;
            /**
             * Orders
             * @default []
             */
            orders: string[];
            /**
             * Coming
             * @default false
             */
            coming: boolean;
        };
        /** BatchesThere */
        BatchesThere: {
            /** Items */
            items: components["schemas"]["BatchThere"][];
            /** Next */
            next?: string | null;
        };
        /** BatchThere */
        BatchThere: {
            product: components["schemas"]["ProductOut"];
            warehouse: components["schemas"]["LabelOut"];
            /**
             * Batch
             * Format: uuid
             */
            batch: string;
            /** Number */
            number: string;
            /** Produced On */
            produced_on: string | null;
            /** Expires On */
            expires_on: string | null;
            /** Supplier Batch */
            supplier_batch: string;
            /** State */
            state: string;
            /** Quantity */
            quantity: string;
            /** On Hand */
            on_hand: string;
            /** Off Shelf */
            off_shelf: string;
            /** Value */
            value?: string | null;
            /** Unit Cost */
            unit_cost?: string | null;
        };
        /** TakenOut */
        TakenOut: {
            /** Changed */
            changed: number;
        };
        /**
         * TakenOver
         * @description `days` and `service` are those that the proposals were asked for with.
         */
        TakenOver: {
            /**
             * Days
             * @default 90
             */
            days: string;
            /**
             * Service
             * @default 95
             */
            service: string;
            /** Items */
            items: components["schemas"]["LimitIn"][];
        };
        /**
         * LimitIn
         * @description What is left out is as proposed.
         */
        LimitIn: {
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /**
             * Warehouse
             * Format: uuid
             */
            warehouse: string;
            /** Min Stock */
            min_stock?: number | string | null;
            /** Safety Stock */
            safety_stock?: number | string | null;
            /** Max Stock */
            max_stock?: number | string | null;
        };
        /** VariantsOut */
        VariantsOut: {
            /** Items */
            items: components["schemas"]["VariantOut"][];
        };
        /** VariantOut */
        VariantOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Values */
            values: string[];
        };
        /**
         * VariantsWanted
         * @description `values` of each variant in the order of the style's attributes, and whatever else a product
         *     may say; `common` is what all of them say.
         */
        VariantsWanted: {
            /** Variants */
            variants: {
                [key: string]: unknown;
            }[];
            /**
             * Common
             * @default {}
             */
            common: {
                [key: string]: unknown;
            };
        };
        /**
         * RangeOut
         * @description `made` locations of all kinds; `there` of the innermost were there already.
         */
        RangeOut: {
            /** Made */
            made: number;
            /** There */
            there: number;
            /** Codes */
            codes: string[];
        };
        /**
         * RangeWanted
         * @description From the code `first` to the code `last`: each part of it counts by itself.
         */
        RangeWanted: {
            /** First */
            first: string;
            /** Last */
            last: string;
        };
        /**
         * PriceAnswers
         * @description One for each line, in their order; null where there is no such product, or not in that
         *     unit.
         */
        PriceAnswers: {
            /** Items */
            items: (components["schemas"]["PriceOut"] | null)[];
        };
        /**
         * PriceOut
         * @description `source`: partner_list, level_list, list, level, last, product, source or invoice; `text`
         *     says it in words. `form` and `record` are those of the document of last time, of the one that
         *     the line goes on from, or of its invoice. `discount`, `tax_rate` and `is_gift` are taken over
         *     with the price of such a line.
         */
        PriceOut: {
            /** Price */
            price: string;
            /** Source */
            source: string;
            /** Text */
            text: string;
            /** Form */
            form?: string | null;
            /** Record */
            record?: string | null;
            /** Discount */
            discount?: string | null;
            /** Tax Rate */
            tax_rate?: string | null;
            /** Is Gift */
            is_gift?: boolean | null;
        };
        /**
         * PriceQuestion
         * @description `unit`: none is the base unit. `date`: none is today. `source`: the line that a line goes on
         *     from, whose price it takes over; what comes back of goods whose invoice differs, what was
         *     charged in the end. `discount`: none is that of the source.
         */
        PriceQuestion: {
            /** Form */
            form: string;
            /** Partner */
            partner?: string | null;
            /** Date */
            date?: string | null;
            /**
             * Tax Included
             * @default false
             */
            tax_included: boolean;
            /** Lines */
            lines: components["schemas"]["PricedLine"][];
        };
        /** PricedLine */
        PricedLine: {
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /** Unit */
            unit?: string | null;
            /**
             * Quantity
             * @default 0
             */
            quantity: string;
            /** Source */
            source?: string | null;
            /** Discount */
            discount?: string | null;
        };
        /** EarlierPrices */
        EarlierPrices: {
            /** Items */
            items: components["schemas"]["EarlierPrice"][];
        };
        /** EarlierPrice */
        EarlierPrice: {
            /** Form */
            form: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Number */
            number: string;
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Quantity */
            quantity: string;
            /** Unit */
            unit: string;
            /** Price */
            price: string;
            /** Discount */
            discount: string;
            /** Tax Included */
            tax_included: boolean;
        };
        /**
         * OwedPage
         * @description Gross, in the company's currency. What a person may not see is absent.
         */
        OwedPage: {
            /** Items */
            items: components["schemas"]["OwedOut"][];
            /** Next */
            next: string | null;
            /** Sums */
            sums: {
                [key: string]: string;
            };
        };
        /**
         * OwedOut
         * @description `week`: due in the seven days from today; `month`: in the 23 after these.
         */
        OwedOut: {
            /** Left */
            left: string;
            /** Overdue */
            overdue: string;
            /** Week */
            week: string;
            /** Month */
            month: string;
        };
        /** OpenItemList */
        OpenItemList: {
            /** Items */
            items: components["schemas"]["OpenItemOut"][];
        };
        /** OpenItemOut */
        OpenItemOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Form */
            form: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Number */
            number: string;
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Due On */
            due_on: string | null;
            /** Currency */
            currency: string;
            /** Net */
            net: string;
            /** Tax */
            tax: string;
            /** Total */
            total: string;
            /** Left */
            left: string;
        };
        /** PeriodList */
        PeriodList: {
            /** Items */
            items: components["schemas"]["PeriodOut"][];
        };
        /**
         * PeriodOut
         * @description `used`: it had entries, or was closed; `covers`: earlier months without entries that are
         *     closed with it; `earliest`: so is everything before.
         */
        PeriodOut: {
            /** Month */
            month: string;
            /** Closed */
            closed: boolean;
            /** Used */
            used: boolean;
            /** Covers */
            covers: string[];
            /** Earliest */
            earliest: boolean;
        };
        /**
         * ScheduleList
         * @description `sends`: whether the company has a mail server.
         */
        ScheduleList: {
            /** Items */
            items: components["schemas"]["ScheduleOut"][];
            /** Sends */
            sends: boolean;
        };
        /**
         * ScheduleOut
         * @description `facts`: what it is narrowed to, as it would be now; `fixed_days`: days are among it that are
         *     the same each time; `problem`: why it could not be sent now. `letters`: of the last slot.
         */
        ScheduleOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Report */
            report: string;
            /** Report Label */
            report_label: string;
            /** View Label */
            view_label: string;
            /** Asked */
            asked: {
                [key: string]: string;
            };
            /** Facts */
            facts: components["schemas"]["Fact"][];
            /** Fixed Days */
            fixed_days: boolean;
            /** Problem */
            problem: string;
            /** Rhythm */
            rhythm: string;
            /** Day */
            day: number;
            /** Hour */
            hour: number;
            /** Recipients */
            recipients: components["schemas"]["Recipient"][];
            /** Active */
            active: boolean;
            /** Next */
            next: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Letters */
            letters: components["schemas"]["ReportLetter"][];
        };
        /** Fact */
        Fact: {
            /** Label */
            label: string;
            /** Text */
            text: string;
        };
        /**
         * Recipient
         * @description `reachable`: this person has an address.
         */
        Recipient: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Reachable */
            reachable: boolean;
        };
        /**
         * ReportLetter
         * @description `state`: waiting, sent, failed; `why` and `why_label`: why not, and `said` what the server or
         *     the report said. `by_hand`: it was sent at once, besides its slots.
         */
        ReportLetter: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Slot
             * Format: date-time
             */
            slot: string;
            /** By Hand */
            by_hand: boolean;
            person: components["schemas"]["PersonNamed"];
            /** State */
            state: string;
            /** Sent At */
            sent_at: string | null;
            /** Tries */
            tries: number;
            /** Why */
            why: string;
            /** Why Label */
            why_label: string;
            /** Said */
            said: string;
            /** Rows */
            rows: number | null;
        };
        /**
         * NewSchedule
         * @description `asked` is what the address of the report says (`"period": "last_month"` for other days each
         *     time). `day`: 1 (Monday) to 7 of a week, 1 to 31 of a month, else 0. Without `recipients` the
         *     caller.
         */
        NewSchedule: {
            /** Name */
            name: string;
            /** Report */
            report: string;
            /**
             * Asked
             * @default {}
             */
            asked: {
                [key: string]: string;
            };
            /** Rhythm */
            rhythm: string;
            /**
             * Day
             * @default 0
             */
            day: number;
            /** Hour */
            hour: number;
            /**
             * Recipients
             * @default []
             */
            recipients: string[];
            /**
             * Active
             * @default true
             */
            active: boolean;
        };
        /** RecipientList */
        RecipientList: {
            /** Items */
            items: components["schemas"]["Recipient"][];
            /** Sends */
            sends: boolean;
        };
        /** LetterList */
        LetterList: {
            /** Items */
            items: components["schemas"]["ReportLetter"][];
        };
        /**
         * ScheduleChanges
         * @description What is left out stays.
         */
        ScheduleChanges: {
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Asked
             * @default {}
             */
            asked: {
                [key: string]: string;
            };
            /**
             * Rhythm
             * @default
             */
            rhythm: string;
            /**
             * Day
             * @default 0
             */
            day: number;
            /**
             * Hour
             * @default 0
             */
            hour: number;
            /**
             * Recipients
             * @default []
             */
            recipients: string[];
            /**
             * Active
             * @default true
             */
            active: boolean;
        };
        /**
         * HomeOut
         * @description What a person may not see is absent. `counts`: draft, open, inspect or late → form
         *     → how many.
         */
        HomeOut: {
            /**
             * Today
             * Format: date
             */
            today: string;
            /**
             * Month Begins
             * Format: date
             */
            month_begins: string;
            sales?: components["schemas"]["Trade"] | null;
            purchases?: components["schemas"]["Trade"] | null;
            receivable?: components["schemas"]["OwedOut"] | null;
            payable?: components["schemas"]["OwedOut"] | null;
            collected?: components["schemas"]["PaidOut"] | null;
            paid?: components["schemas"]["PaidOut"] | null;
            /** Stock Value */
            stock_value?: string | null;
            /** Turnover */
            turnover?: string | null;
            /** Waiting */
            waiting?: number | null;
            /** Alerts */
            alerts?: {
                [key: string]: number;
            } | null;
            /** Differences */
            differences?: number | null;
            /** Steps */
            steps?: components["schemas"]["FirstStep"][] | null;
            /** Counts */
            counts: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** Tiles */
            tiles: components["schemas"]["TileOut"][];
            /** Pins */
            pins: components["schemas"]["PinOut"][];
        };
        /**
         * Trade
         * @description `month` begins on its first day; `days` are those of the chart, oldest first.
         */
        Trade: {
            today: components["schemas"]["Traded"];
            month: components["schemas"]["Traded"];
            /** Days */
            days: components["schemas"]["DayOut"][];
        };
        /** Traded */
        Traded: {
            /** Net */
            net: string;
            /** Gross */
            gross: string;
            /** Margin */
            margin?: string | null;
        };
        /** DayOut */
        DayOut: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Net */
            net: string;
        };
        /** PaidOut */
        PaidOut: {
            /** Today */
            today: string;
            /** Month */
            month: string;
        };
        /**
         * FirstStep
         * @description `name`: company, warehouse, people, product, partner, stock or sale; `state`: open, done or
         *     skipped.
         */
        FirstStep: {
            /** Name */
            name: string;
            /** State */
            state: string;
        };
        /**
         * TileOut
         * @description A part of the page, such as to_do, sales or chart. `width`: columns, where the page has
         *     four.
         */
        TileOut: {
            /** Name */
            name: string;
            /** Shown */
            shown: boolean;
            /** Width */
            width: number;
        };
        /**
         * PinOut
         * @description `tile`: its name among the tiles; `label`: what the report and its view are called; `period`:
         *     the word for the days that it is of, if there is one; `broken`: why it cannot be asked any
         *     more.
         */
        PinOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Tile */
            tile: string;
            /** Report */
            report: string;
            /** Asked */
            asked: {
                [key: string]: string;
            };
            /** Title */
            title: string;
            /**
             * Shows
             * @enum {string}
             */
            shows: "figures" | "chart" | "rows";
            /** Label */
            label: string;
            /** Period */
            period: string;
            /** Broken */
            broken: string | null;
        };
        /** TileList */
        TileList: {
            /** Tiles */
            tiles: components["schemas"]["TileOut"][];
        };
        /**
         * Arrangement
         * @description `tiles` in their order; none: as is usual for the caller's roles.
         */
        Arrangement: {
            /** Tiles */
            tiles: components["schemas"]["Tile"][];
        };
        /**
         * Tile
         * @description Without a `width` it is as wide as is usual.
         */
        Tile: {
            /** Name */
            name: string;
            /**
             * Shown
             * @default true
             */
            shown: boolean;
            /** Width */
            width?: number | null;
        };
        /**
         * NewPin
         * @description `asked`: what the address of the report asks (view, sort, filters), each as a text. A period
         *     in a word stays that word. Without a `title` it is called as the report and its view are.
         */
        NewPin: {
            /** Report */
            report: string;
            /** Asked */
            asked?: {
                [key: string]: string;
            };
            /**
             * Title
             * @default
             */
            title: string;
            /**
             * Shows
             * @default figures
             * @enum {string}
             */
            shows: "figures" | "chart" | "rows";
        };
        /** PinChanges */
        PinChanges: {
            /**
             * Title
             * @default
             */
            title: string;
            /**
             * Shows
             * @default figures
             * @enum {string}
             */
            shows: "figures" | "chart" | "rows";
        };
        /** Marked */
        Marked: {
            /** Changed */
            changed: number;
        };
        /** Chosen */
        Chosen: {
            /** Ids */
            ids: string[];
        };
        /**
         * PutOff
         * @description `until`: a day after today; from then on they wait for somebody again.
         */
        PutOff: {
            /** Ids */
            ids: string[];
            /**
             * Until
             * Format: date
             */
            until: string;
        };
        /**
         * AlertChoice
         * @description `mail`: no, once (at once), or daily. `warehouses`: none means all. `address` is where
         *     letters go, and `sends` whether the company has a mail server; `failed` is what it said the last
         *     time, if it did not take one.
         */
        AlertChoice: {
            /** Mail */
            mail: string;
            /** Warehouses */
            warehouses: components["schemas"]["Warehouse"][];
            /** Address */
            address: string;
            /** Sends */
            sends: boolean;
            /** Failed */
            failed: string;
        };
        /** Warehouse */
        Warehouse: {
            /** Format: uuid */
            id: string;
            etag?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Code */
            code?: string;
            /** Name */
            name?: string;
            /** Active */
            active?: boolean;
            /** Remark */
            remark?: string;
            /** Address */
            address?: string;
            /** Managed by locations */
            located?: boolean;
            /** Gives to other warehouses */
            gives?: boolean;
            /** Department */
            department?: components["schemas"]["Reference"] | null;
            inherited: {
                [key: string]: string;
            };
        };
        /** @description A record referred to */
        Reference: {
            /** Format: uuid */
            id: string;
            code?: string;
            name?: string;
            number?: string;
        };
        /**
         * Choosing
         * @description What is left out stays.
         */
        Choosing: {
            /** Mail */
            mail?: string | null;
            /** Warehouses */
            warehouses?: string[] | null;
        };
        /** WorkedOut */
        WorkedOut: {
            /** At */
            at: string | null;
        };
        /**
         * JobOut
         * @description `done` of `whole` is how far it is; `said` is why it failed.
         */
        JobOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Title */
            title: string;
            /** Form */
            form: string;
            /**
             * About
             * Format: uuid
             */
            about: string;
            /** State */
            state: string;
            /** State Label */
            state_label: string;
            /** Done */
            done: number;
            /** Whole */
            whole: number | null;
            /** Said */
            said: string;
            by: components["schemas"]["PersonNamed"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Started At */
            started_at: string | null;
            /** Finished At */
            finished_at: string | null;
            /** Actions */
            actions: string[];
        };
        /** QuantityOut */
        QuantityOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Quantity */
            quantity: string;
        };
        /** Quantity */
        Quantity: {
            /** Quantity */
            quantity: number | string;
        };
        /** Drafts */
        Drafts: {
            /** Items */
            items: components["schemas"]["DraftOut"][];
            /** Left */
            left: components["schemas"]["Left"][];
        };
        /**
         * DraftOut
         * @description A draft of a purchase order or a transfer, with so many lines.
         */
        DraftOut: {
            /** Form */
            form: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Lines */
            lines: number;
            /** Already */
            already: boolean;
        };
        /**
         * Left
         * @description What could not be done of what was asked, and why. `field`: for which of the `ids`.
         */
        Left: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Field */
            field: string;
        };
        /** Proposed */
        Proposed: {
            /** Ids */
            ids: string[];
        };
        /**
         * Cleared
         * @description `percent` is taken off the sales price.
         */
        Cleared: {
            /** Ids */
            ids: string[];
            /** Percent */
            percent: number;
        };
        /** MovedList */
        MovedList: {
            /** Items */
            items: components["schemas"]["MovedOut"][];
        };
        /** MovedOut */
        MovedOut: {
            /**
             * Line
             * Format: uuid
             */
            line: string;
            /** Before */
            before: string;
            /** After */
            after: string;
        };
        /**
         * Reallocation
         * @description What lines of orders shall hold of a product in a warehouse; others keep what they have.
         */
        Reallocation: {
            /**
             * Product
             * Format: uuid
             */
            product: string;
            /**
             * Warehouse
             * Format: uuid
             */
            warehouse: string;
            /** Holds */
            holds: components["schemas"]["HoldIn"][];
        };
        /**
         * HoldIn
         * @description `quantity` (base unit) for the order line `line`, which held `was` when somebody looked.
         */
        HoldIn: {
            /**
             * Line
             * Format: uuid
             */
            line: string;
            /** Quantity */
            quantity: number | string;
            /** Was */
            was: number | string;
        };
        /** PersonList */
        PersonList: {
            /** Items */
            items: components["schemas"]["PersonOut"][];
        };
        /**
         * PersonOut
         * @description `shared`: works in other companies as well.
         */
        PersonOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Username */
            username: string;
            /** Name */
            name: string;
            /** Email */
            email: string;
            /** Roles */
            roles: string[];
            /** Active */
            active: boolean;
            /** Last Login */
            last_login: string | null;
            /** Shared */
            shared: boolean;
            /** Etag */
            etag: string;
        };
        /** PersonMade */
        PersonMade: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Username */
            username: string;
            /** Name */
            name: string;
            /** Email */
            email: string;
            /** Roles */
            roles: string[];
            /** Active */
            active: boolean;
            /** Last Login */
            last_login: string | null;
            /** Shared */
            shared: boolean;
            /** Etag */
            etag: string;
            /** Password */
            password: string | null;
        };
        /** NewPerson */
        NewPerson: {
            /** Username */
            username: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Email
             * @default
             */
            email: string;
            /**
             * Roles
             * @default []
             */
            roles: string[];
        };
        /** PersonChanges */
        PersonChanges: {
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Email
             * @default
             */
            email: string;
            /**
             * Roles
             * @default []
             */
            roles: string[];
            /**
             * Active
             * @default true
             */
            active: boolean;
        };
        /** PasswordOut */
        PasswordOut: {
            /** Password */
            password: string | null;
        };
        /** RoleList */
        RoleList: {
            /** Items */
            items: components["schemas"]["RoleOut"][];
        };
        /**
         * RoleOut
         * @description `permissions`: operations by form, "*" for every form or operation. `fixed`: cannot be
         *     changed.
         */
        RoleOut: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Permissions */
            permissions: {
                [key: string]: string[];
            };
            /** Hidden */
            hidden: string[];
            /** Built In */
            built_in: boolean;
            /** Fixed */
            fixed: boolean;
            /** Etag */
            etag: string;
        };
        /** NewRole */
        NewRole: {
            /** Name */
            name: string;
            /**
             * Permissions
             * @default {}
             */
            permissions: {
                [key: string]: string[];
            };
            /**
             * Hidden
             * @default []
             */
            hidden: string[];
        };
        /** RightsOut */
        RightsOut: {
            /** Items */
            items: components["schemas"]["RightOut"][];
            /** Operations */
            operations: {
                [key: string]: string;
            };
            /** Hideable */
            hideable: {
                [key: string]: string;
            };
        };
        /** RightOut */
        RightOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Module */
            module: string;
            /** Operations */
            operations: string[];
        };
        /** RoleChanges */
        RoleChanges: {
            /** Name */
            name?: string | null;
            /** Permissions */
            permissions?: {
                [key: string]: string[];
            } | null;
            /** Hidden */
            hidden?: string[] | null;
        };
        /** SettingList */
        SettingList: {
            /** Items */
            items: components["schemas"]["SettingOut"][];
        };
        /**
         * SettingOut
         * @description Decimals are strings. `group` is a heading for people; what it heads stands together.
         *     `minimum` and `maximum` bound numbers and the length of a text.
         */
        SettingOut: {
            /** Group */
            group: string;
            /** Key */
            key: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Help */
            help: string;
            /** Value */
            value: unknown;
            /** Default */
            default: unknown;
            /** Options */
            options: components["schemas"]["Choice"][];
            /** Minimum */
            minimum: number | null;
            /** Maximum */
            maximum: number | null;
        };
        /** Choice */
        Choice: {
            /** Value */
            value: string;
            /** Label */
            label: string;
        };
        /** SettingChanges */
        SettingChanges: {
            /** Values */
            values: {
                [key: string]: unknown;
            };
        };
        /**
         * CompanyOut
         * @description `fixed` names what can no longer change; `choices` what can be chosen.
         */
        CompanyOut: {
            /** Id */
            id: number;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Name */
            name: string;
            /** Tax Number */
            tax_number: string;
            /** Taxpayer Kind */
            taxpayer_kind: string;
            /** Time Zone */
            time_zone: string;
            /** Currency */
            currency: string;
            /** Digits */
            digits: number;
            /** Etag */
            etag: string;
            /** Fixed */
            fixed: string[];
            /** Choices */
            choices: {
                [key: string]: components["schemas"]["Choice"][];
            };
        };
        /** CompanyChanges */
        CompanyChanges: {
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Tax Number
             * @default
             */
            tax_number: string;
            /**
             * Taxpayer Kind
             * @default
             */
            taxpayer_kind: string;
            /**
             * Time Zone
             * @default
             */
            time_zone: string;
            /**
             * Currency
             * @default
             */
            currency: string;
            /**
             * Digits
             * @default 0
             */
            digits: number;
        };
        /** CompanyMade */
        CompanyMade: {
            /** Id */
            id: number;
            /** Name */
            name: string;
        };
        /** NewCompany */
        NewCompany: {
            /** Name */
            name: string;
            /**
             * Tax Number
             * @default
             */
            tax_number: string;
            /**
             * Taxpayer Kind
             * @default general
             */
            taxpayer_kind: string;
            /**
             * Time Zone
             * @default Asia/Shanghai
             */
            time_zone: string;
            /**
             * Currency
             * @default CNY
             */
            currency: string;
        };
        /**
         * SetupOut
         * @description `shown`: home leads to it. `drafts`: by form, the newest that waits to be confirmed.
         */
        SetupOut: {
            /** Shown */
            shown: boolean;
            /** Steps */
            steps: components["schemas"]["SetupStep"][];
            /** Drafts */
            drafts: {
                [key: string]: string;
            };
            sale: components["schemas"]["FirstSale"] | null;
        };
        /**
         * SetupStep
         * @description `name`: company, warehouse, people, product, partner, stock or sale; `state`: open, done or
         *     skipped. `count`: how many there are, where they can be counted.
         */
        SetupStep: {
            /** Name */
            name: string;
            /** State */
            state: string;
            /** Count */
            count?: number | null;
        };
        /**
         * FirstSale
         * @description Goods that can be delivered now, from where, and to whom if there is a customer.
         */
        FirstSale: {
            product: components["schemas"]["LabelOut"];
            warehouse: components["schemas"]["LabelOut"];
            customer: components["schemas"]["LabelOut"] | null;
        };
        /**
         * TourOut
         * @description `tour`: new or seen; null where there is none.
         */
        TourOut: {
            /** Tour */
            tour: string | null;
        };
        /** TourNoted */
        TourNoted: {
            /** Seen */
            seen: boolean;
        };
        /** TokenList */
        TokenList: {
            /** Items */
            items: components["schemas"]["TokenOut"][];
        };
        /**
         * TokenOut
         * @description `company`: the only one it is good for; null for every company of its person.
         */
        TokenOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Company */
            company: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Last Used On */
            last_used_on: string | null;
        };
        /** TokenMade */
        TokenMade: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Token */
            token: string | null;
        };
        /** NewToken */
        NewToken: {
            /** Name */
            name: string;
            /** Days */
            days?: number | null;
        };
        /** SessionList */
        SessionList: {
            /** Items */
            items: components["schemas"]["SessionOut"][];
        };
        /**
         * SessionOut
         * @description `device`: what the browser says of itself; `current`: the one that asks.
         */
        SessionOut: {
            /** Id */
            id: number;
            /** Ip */
            ip: string;
            /** Device */
            device: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Current */
            current: boolean;
        };
        /**
         * ViewList
         * @description `roles`: those that the caller may share a view with.
         */
        ViewList: {
            /** Items */
            items: components["schemas"]["ViewOut"][];
            /** Roles */
            roles: components["schemas"]["RoleName"][];
        };
        /**
         * ViewOut
         * @description `path` and `search` are the address of a screen; `role`: whose holders see it as well;
         *     `mine`: the caller may change it; `by`: whose it is, if not theirs.
         */
        ViewOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Path */
            path: string;
            /** Search */
            search: string;
            /** Name */
            name: string;
            /** Role */
            role: string;
            /** Pinned */
            pinned: boolean;
            /** Mine */
            mine: boolean;
            /** By */
            by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /** RoleName */
        RoleName: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /** NewView */
        NewView: {
            /** Path */
            path: string;
            /** Name */
            name: string;
            /**
             * Search
             * @default
             */
            search: string;
            /**
             * Role
             * @default
             */
            role: string;
            /**
             * Pinned
             * @default false
             */
            pinned: boolean;
        };
        /** ViewChanges */
        ViewChanges: {
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Search
             * @default
             */
            search: string;
            /**
             * Role
             * @default
             */
            role: string;
            /**
             * Pinned
             * @default false
             */
            pinned: boolean;
        };
        /**
         * ImportOut
         * @description `header_row` is the last of the `heading_rows` rows of the file in which its headings stand;
         *     what is above it is not imported; `top` are the rows among which others may be chosen.
         *     `matching`: number of a column → path of a field; `fixed`: path of a field → what it is in every
         *     record. Of columns that fill nothing `computed`
         *     says what the program works out by itself, `named` which field is called so. Counts are records,
         *     `lines` rows; `tried` are the documents that a check confirmed and took back, the first of them
         *     (`tried_together`) one after the other, the others each by itself.
         */
        ImportOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Form */
            form: string;
            /** Form Label */
            form_label: string;
            /** File Name */
            file_name: string;
            /** State */
            state: string;
            /** State Label */
            state_label: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Header Row */
            header_row: number;
            /** Heading Rows */
            heading_rows: number;
            /** Top */
            top: components["schemas"]["TopOut"][];
            /** Headers */
            headers: string[];
            /** Samples */
            samples: string[][];
            /** Columns */
            columns: components["schemas"]["ColumnOut"][];
            /** Matching */
            matching: {
                [key: string]: string;
            };
            /** Fixed */
            fixed: {
                [key: string]: string;
            };
            /** Computed */
            computed: {
                [key: string]: string;
            };
            /** Named */
            named: {
                [key: string]: string;
            };
            /** Mode */
            mode: string;
            /** Atomic */
            atomic: boolean;
            /** Confirm */
            confirm: boolean;
            /** Lines */
            lines: number;
            /** Created */
            created: number;
            /** Changed */
            changed: number;
            /** Same */
            same: number;
            /** Refused */
            refused: number;
            /** Tried */
            tried: number;
            /** Tried Together */
            tried_together: number;
            /** Separate */
            separate: boolean;
            /** Numbers */
            numbers: string;
            /** Source */
            source: string;
            /** Sources */
            sources: string[];
            /** Again */
            again: boolean;
            /** Make */
            make: boolean;
            /** As Priced */
            as_priced: boolean;
            /** As Open */
            as_open: boolean;
            findings: components["schemas"]["FindingsOut"];
            /** Lacking */
            lacking: components["schemas"]["LackingOut"][];
            /** Spread */
            spread: {
                [key: string]: string;
            };
            /** Before */
            before: string | null;
            job: components["schemas"]["JobOut"] | null;
        };
        /**
         * TopOut
         * @description One of the first rows of a file, the beginning of it.
         */
        TopOut: {
            /** Row */
            row: number;
            /** Cells */
            cells: string[];
        };
        /**
         * ColumnOut
         * @description A field that a column of the file may fill. `once`: yes or no that all records of a file may
         *     have in common, to be said in `fixed`. `checks`: the path of the field that the column is only
         *     compared with (a name beside a code); any number of columns may be.
         */
        ColumnOut: {
            /** Path */
            path: string;
            /** Label */
            label: string;
            /** Required */
            required: boolean;
            /** Table */
            table: string;
            /** Once */
            once: boolean;
            /** Checks */
            checks: string;
        };
        /**
         * FindingsOut
         * @description What a check found besides faults: how many records the rows are, of which of them nobody
         *     said that they belong together, and which documents come to something else than the column of
         *     their totals says (the first ones, and how many).
         */
        FindingsOut: {
            /** Records */
            records: number;
            /** Joined */
            joined: number;
            /** Joined Rows */
            joined_rows: components["schemas"]["JoinedOut"][];
            /** Differing */
            differing: number;
            /** Executed */
            executed: number;
            /** Executed Rows */
            executed_rows: components["schemas"]["ExecutedOut"][];
            /** Differing Rows */
            differing_rows: components["schemas"]["DifferingOut"][];
            differing_sum: components["schemas"]["SumOut"];
            /** Notes */
            notes: components["schemas"]["NoteOut"][];
            /** More Notes */
            more_notes: number;
        };
        /**
         * JoinedOut
         * @description Rows without a number that became one document because they say the same of it.
         */
        JoinedOut: {
            /** First */
            first: number;
            /** Last */
            last: number;
            /** Rows */
            rows: number;
        };
        /**
         * ExecutedOut
         * @description Where an order says that something of it was executed elsewhere, and what.
         */
        ExecutedOut: {
            /** Row */
            row: number;
            /** Column */
            column: string;
            /** Given */
            given: string;
        };
        /**
         * DifferingOut
         * @description A document that comes to something else than the file says.
         */
        DifferingOut: {
            /** Row */
            row: number;
            /** Column */
            column: string;
            /** Said */
            said: string;
            /** Comes */
            comes: string;
        };
        /**
         * SumOut
         * @description What all documents that come to something else come to: in the file, and when imported.
         */
        SumOut: {
            /** Said */
            said: string;
            /** Comes */
            comes: string;
        };
        /**
         * NoteOut
         * @description How cells were understood that may have been meant otherwise: the first row, and of how many
         *     rows the same is said.
         */
        NoteOut: {
            /** Row */
            row: number;
            /** Column */
            column: string;
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Rows */
            rows: number;
        };
        /**
         * LackingOut
         * @description Simple records (brands, categories, units …) that rows name and that are not there: how many,
         *     the first names, and whether this person may make them.
         */
        LackingOut: {
            /** Form */
            form: string;
            /** Label */
            label: string;
            /** Count */
            count: number;
            /** Names */
            names: string[];
            /** May */
            may: boolean;
        };
        /**
         * HeadingRow
         * @description The row of the file in which its headings begin, and how many they take: a second one has
         *     what stands below cells that are joined above several columns.
         */
        HeadingRow: {
            /** Row */
            row: number;
            /**
             * Rows
             * @default 1
             */
            rows: number;
        };
        /** Choices */
        Choices: {
            /** Matching */
            matching: {
                [key: string]: string;
            };
            /** Fixed */
            fixed?: {
                [key: string]: string;
            } | null;
            /**
             * Mode
             * @default create
             */
            mode: string;
            /**
             * Atomic
             * @default false
             */
            atomic: boolean;
            /**
             * Confirm
             * @default false
             */
            confirm: boolean;
            /**
             * Separate
             * @default false
             */
            separate: boolean;
            /**
             * Numbers
             * @default either
             */
            numbers: string;
            /**
             * Source
             * @default
             */
            source: string;
            /**
             * Again
             * @default false
             */
            again: boolean;
            /**
             * Make
             * @default false
             */
            make: boolean;
            /**
             * As Priced
             * @default false
             */
            as_priced: boolean;
            /**
             * As Open
             * @default false
             */
            as_open: boolean;
        };
        /** LinePage */
        LinePage: {
            /** Items */
            items: components["schemas"]["LineOut"][];
            /** Next */
            next: string | null;
        };
        /** LineOut */
        LineOut: {
            /** Row */
            row: number;
            /** Cells */
            cells: string[];
            /** Errors */
            errors: components["schemas"]["FaultOut"][];
        };
        /** FaultOut */
        FaultOut: {
            /** Column */
            column: string;
            /** Message */
            message: string;
            /** Code */
            code: string;
        };
        /** JobPage */
        JobPage: {
            /** Items */
            items: components["schemas"]["JobOut"][];
            /** Next */
            next: string | null;
        };
        /**
         * NotificationPage
         * @description `unread` counts all of them, not only those of the page.
         */
        NotificationPage: {
            /** Items */
            items: components["schemas"]["NotificationOut"][];
            /** Next */
            next: string | null;
            /** Unread */
            unread: number;
        };
        /**
         * NotificationOut
         * @description `path` is the address of the screens that it leads to.
         */
        NotificationOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Kind Label */
            kind_label: string;
            /** Text */
            text: string;
            /** Path */
            path: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Read */
            read: boolean;
        };
        /** Unread */
        Unread: {
            /** Unread */
            unread: number;
        };
        /**
         * ReadMark
         * @description What was read, or (`read` false) is to be read again: those in `ids`, or all up to and with
         *     `until`.
         */
        ReadMark: {
            /** Ids */
            ids?: string[] | null;
            /** Until */
            until?: string | null;
            /**
             * Read
             * @default true
             */
            read: boolean;
        };
        /** KindList */
        KindList: {
            /** Items */
            items: components["schemas"]["KindOut"][];
        };
        /** KindOut */
        KindOut: {
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Wanted */
            wanted: boolean;
        };
        /**
         * Wishes
         * @description By kind; what is left out stays.
         */
        Wishes: {
            /** Wanted */
            wanted: {
                [key: string]: boolean;
            };
        };
        /**
         * ProofsOut
         * @description Newest first; `job` is the proof that is being made.
         */
        ProofsOut: {
            /** Items */
            items: components["schemas"]["ProofOut"][];
            job: components["schemas"]["JobOut"] | null;
        };
        /**
         * ProofOut
         * @description `told` are the first differences. Without `by` it was the nightly one, or a command. Costs
         *     from the day `costs_since` on were being corrected then, and were not proved.
         */
        ProofOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Finished At
             * Format: date-time
             */
            finished_at: string;
            /** Seconds */
            seconds: number;
            /** Differences */
            differences: number;
            /** Costs Since */
            costs_since: string | null;
            /** Told */
            told: components["schemas"]["DifferenceOut"][];
            by: components["schemas"]["PersonNamed"] | null;
        };
        /**
         * DifferenceOut
         * @description `what` is `derived` by the rows of the books, and `kept` elsewhere; `name` is what people
         *     call the check.
         */
        DifferenceOut: {
            /** Check */
            check: string;
            /** Name */
            name: string;
            /** What */
            what: string;
            /** Derived */
            derived: string;
            /** Kept */
            kept: string;
        };
        ReportList: {
            items: {
                name: string;
                label: string;
                question: string;
                module: string;
            }[];
        };
        /**
         * Problem
         * @description RFC 9457. `field` of an error is a path: lines.3.quantity.
         */
        Problem: {
            /** Type */
            type: string;
            /** Title */
            title: string;
            /** Status */
            status: number;
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /**
             * Errors
             * @default []
             */
            errors: components["schemas"]["ErrorOut"][];
            /**
             * Request
             * @default
             */
            request: string;
        };
        /** ChainOut */
        ChainOut: {
            /** Before */
            before: components["schemas"]["StepOut"][];
            /** After */
            after: components["schemas"]["StepOut"][];
        };
        /** StepOut */
        StepOut: {
            /** Form */
            form: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
            /** Date */
            date: string | null;
            /** Label */
            label: string;
        };
        /** TraceList */
        TraceList: {
            /** Items */
            items: components["schemas"]["TraceOut"][];
        };
        /** TraceOut */
        TraceOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            by: components["schemas"]["Person"] | null;
            /** Action */
            action: string;
            /** Changes */
            changes: {
                [key: string]: unknown;
            };
            /** Request */
            request: string;
        };
        /** BooksOut */
        BooksOut: {
            /** Stock */
            stock: components["schemas"]["EntryOut"][];
            /**
             * Journal
             * @default null
             */
            journal: components["schemas"]["JournalOut"][] | null;
        };
        /** JournalOut */
        JournalOut: {
            /** No */
            no: number;
            /** Kind */
            kind: string;
            /**
             * Date
             * Format: date
             */
            date: string;
            account: components["schemas"]["AccountOut"];
            /** Debit */
            debit: string;
            /** Credit */
            credit: string;
            partner: components["schemas"]["LabelOut"] | null;
        };
        /** AccountOut */
        AccountOut: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /**
         * EffectsPage
         * @description `summary` only on the first page. `deferred`: more is, or would be, corrected by a background
         *     job: `more_than` so many entries, or what rests on others that are still being corrected.
         */
        EffectsPage: {
            summary: components["schemas"]["EffectsSummary"] | null;
            /** Items */
            items: components["schemas"]["EffectOut"][];
            /** Next */
            next: string | null;
            /** Deferred */
            deferred: boolean;
            /** More Than */
            more_than: number | null;
        };
        /**
         * EffectsSummary
         * @description `receipts` of the `entries` came in at a value of their own. `issued`: what went out (less
         *     what came back) costs so much more; `received`: what came in cost so much more; `stock`: what
         *     lies in stock is worth so much more; `variance`: what a standard leaves of it. `later_*`:
         *     what of that belongs to closed months and counts from `later_on` on.
         */
        EffectsSummary: {
            /** Entries */
            entries: number;
            /** Receipts */
            receipts: number;
            /** Documents */
            documents: number;
            /** Products */
            products: number;
            /** Issued */
            issued: string;
            /** Received */
            received: string;
            /** Stock */
            stock: string;
            /** Variance */
            variance: string;
            /** Later Entries */
            later_entries: number;
            /** Later Issued */
            later_issued: string;
            /** Later Received */
            later_received: string;
            /** Later On */
            later_on: string | null;
        };
        /**
         * EffectOut
         * @description `amount` is added to the cost of `entry` (which has the sign of its quantity), and with
         *     `variance` to what it brought, or took, on the account that it stands against. `forward`: the
         *     entry's month was closed, so it counts on `recognised_on`. `cause`: none before it is made.
         */
        EffectOut: {
            entry: components["schemas"]["EntryOut"];
            /** Amount */
            amount: string;
            /** Variance */
            variance: string;
            /**
             * Recognised On
             * Format: date
             */
            recognised_on: string;
            /** Forward */
            forward: boolean;
            cause: components["schemas"]["CauseOut"] | null;
        };
        /** CauseOut */
        CauseOut: {
            /** No */
            no: number;
            /** Form */
            form: string;
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /** Number */
            number: string;
            /** Kind */
            kind: string;
        };
        /** AttachmentList */
        AttachmentList: {
            /** Items */
            items: components["schemas"]["AttachmentOut"][];
        };
        /**
         * AttachmentOut
         * @description `kind` is the media type, `size` in bytes.
         */
        AttachmentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Size */
            size: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            by: components["schemas"]["Person"] | null;
        };
        /** PictureList */
        PictureList: {
            /** Items */
            items: components["schemas"]["PictureOut"][];
        };
        /**
         * PictureOut
         * @description `attachment` is the file of `record` that stands for it.
         */
        PictureOut: {
            /**
             * Record
             * Format: uuid
             */
            record: string;
            /**
             * Attachment
             * Format: uuid
             */
            attachment: string;
        };
        /**
         * ListPaperOut
         * @description A list on paper: at most 2,000 of `total` rows; `sums` are those of all, `in_force` of all
         *     but drafts and what was cancelled.
         */
        ListPaperOut: {
            /** Form */
            form: string;
            /** Title */
            title: string;
            company: components["schemas"]["PaperCompany"];
            /** Columns */
            columns: components["schemas"]["FieldOut"][];
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
            /** Sums */
            sums: {
                [key: string]: string;
            };
            /** Total */
            total: number;
            /** In Force */
            in_force: {
                [key: string]: string;
            } | null;
        };
        /** PrintedList */
        PrintedList: {
            /** Items */
            items: components["schemas"]["PrintedItem"][];
        };
        /** PrintedItem */
        PrintedItem: {
            /** Count */
            count: number;
            /** Last At */
            last_at: string | null;
            last_by: components["schemas"]["Person"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
    };
    responses: {
        /** @description The body is not JSON */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody is logged in, or the token is unknown */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This person may not do that */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such record (also when it belongs to another company) */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not this method */
        Problem405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body did not arrive in time */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A rule of the business says no: state, stock, period, references */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Somebody changed the record since it was read */
        Problem412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description More than 8 MB (32 MB of a file to import) */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not application/json */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What was sent does not fit the form; each error names its place */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description If-Match is missing */
        Problem428: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Busy, or the database is away: the same again after Retry-After, with the same key */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The disk is full, and nothing was saved */
        Problem507: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description JSON: [["date",">=","2026-01-01"],["partner.code","=","C1"]] */
        Filter: string;
        /** @description Field names, comma-separated, falling with a minus: -date,number */
        Sort: string;
        /** @description Field and sub-table names, comma-separated; without it all header fields. With a sub-table a page has at most 100 records */
        Fields: string;
        Limit: number;
        /** @description `next` of the page before */
        Cursor: string;
        Format: "xlsx" | "csv";
        /** @description Quick search: code, number, bar code, pinyin initials, two characters */
        Q: string;
        /** @description Tells as well the sums without drafts and what was cancelled */
        InForce: "true" | "false";
        Id: string;
        /** @description 1 to 100 ids, comma-separated */
        Ids: string;
        /** @description false: nothing of money is answered */
        Prices: "true" | "false";
        /** @description Which of one's companies; unsaid, the first one */
        Company: string;
        /** @description The ETag that was read */
        IfMatch: string;
        /** @description The same key and body again get the first answer */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    huolang_api_watching_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
        };
    };
    huolang_api_watching_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
        };
    };
    huolang_api_watching_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_watching_told: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpkeepOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_session_read_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    huolang_api_session_speak: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Spoken"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_costs_costs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostsOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_counts_sheet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_counts_tally: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TalliesIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TalliesOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_counts_review: {
        parameters: {
            query?: {
                only?: string;
                limit?: number;
                offset?: number;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_counts_recount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecountIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinesOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_counts_explain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinesOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_counts_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovedOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_assembling_lines: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateQuestion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_trying_transfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refused"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_trying_conversion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                key: string;
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refused"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_handling_meaning: {
        parameters: {
            query: {
                code: string;
                warehouse?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeaningOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_handling_places: {
        parameters: {
            query: {
                warehouse: string;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownPlaces"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_handling_sheet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                key: string;
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandlingSheet"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_forms_forms: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_forms_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_audit_listed: {
        parameters: {
            query?: {
                form?: string | null;
                action?: string | null;
                by?: string | null;
                number?: string | null;
                record?: string | null;
                since?: string | null;
                until?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_audit_choices: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChoices"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_audit_exported: {
        parameters: {
            query?: {
                form?: string | null;
                action?: string | null;
                by?: string | null;
                number?: string | null;
                record?: string | null;
                since?: string | null;
                until?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_columns_listed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColumnLayouts"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_columns_keep: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ColumnLayout"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColumnLayout"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_comments_readers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReaderList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_comments_listed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                form: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_comments_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                form: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_comments_take_back: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                form: string;
                record: string;
                comment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_explained_explained: {
        parameters: {
            query?: {
                known_at?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplanationOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_pdf_picked: {
        parameters: {
            query: {
                ids: string;
                /** @description the paper */
                size?: "a4" | "a4Wide" | "a5Wide" | "triple" | "tripleThird";
                /** @description true: one for all of them */
                together?: "false" | "true";
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_pdf_count_sheet: {
        parameters: {
            query?: {
                /** @description the paper */
                size?: "a4" | "a4Wide" | "a5Wide" | "triple" | "tripleThird";
                /** @description true: without what the books have */
                blind?: "false" | "true";
                /** @description true: only lines that nobody counted */
                open?: "false" | "true";
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_picking_papers: {
        parameters: {
            query: {
                ids: string;
                together?: boolean;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_finding_find: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HitsOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_meant_codes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodesIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeantOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_stock_listed: {
        parameters: {
            query?: {
                q?: string;
                product?: string | null;
                warehouse?: string | null;
                category?: string | null;
                by?: string;
                empty?: boolean;
                low?: boolean;
                as_of?: string | null;
                known_at?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_stock_entries: {
        parameters: {
            query?: {
                product?: string | null;
                warehouse?: string | null;
                as_of?: string | null;
                known_at?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_stock_promises: {
        parameters: {
            query?: {
                product?: string | null;
                warehouse?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromisePage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_stock_availability: {
        parameters: {
            query?: {
                products?: string;
                warehouse?: string | null;
                orders?: string;
                coming?: boolean;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_stock_availability_of_many: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferQuestion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_stock_batches_listed: {
        parameters: {
            query?: {
                q?: string;
                product?: string | null;
                warehouse?: string | null;
                category?: string | null;
                as_of?: string | null;
                known_at?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchesThere"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_stock_limits_take: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakenOver"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_styles_generate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                style: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VariantsWanted"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariantsOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_locations_generate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                warehouse: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RangeWanted"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RangeOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_prices_proposals: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceQuestion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceAnswers"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_prices_history: {
        parameters: {
            query: {
                form: string;
                partner: string;
                product: string;
                limit?: number;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarlierPrices"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_finance_listed: {
        parameters: {
            query?: {
                q?: string;
                sort?: string;
                limit?: number;
                cursor?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwedPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_finance_items: {
        parameters: {
            query: {
                partner: string;
                kind?: ("receivable" | "payable") | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenItemList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_finance_months: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_finance_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_finance_reopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_report_schedules_listed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_report_schedules_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSchedule"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_report_schedules_recipients: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_report_schedules_letters: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_report_schedules_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_report_schedules_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_report_schedules_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_home_figures: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomeOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_home_arrange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Arrangement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TileList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_home_pin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPin"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PinOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_home_unpin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_home_change_pin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                pin: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PinOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_alerts_acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Chosen"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Marked"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_alerts_snooze: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutOff"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Marked"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_alerts_mine_mine: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChoice"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_alerts_mine_choose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Choosing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChoice"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_worked_out: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkedOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_work_out: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_want: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Quantity"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuantityOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposed"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_order_what_is_short: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposed"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_bring: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposed"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_clear: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cleared"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_replenishment_give_back: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposed"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_reallocation_reallocate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reallocation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_people: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_add_person: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPerson"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonMade"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_change_person: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The ETag that was read */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_renew_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_roles: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_add_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_rights: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightsOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_delete_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The ETag that was read */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_team_change_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The ETag that was read */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_settings_listed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_settings_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_settings_company: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_settings_change_company: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The ETag that was read */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_settings_add_company: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCompany"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyMade"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_setup_told: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_tour_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TourOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_tour_note: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TourNoted"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TourOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_tokens_listed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_tokens_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenMade"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_tokens_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_sessions_listed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_sessions_end_others: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_sessions_end: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_saved_views_listed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_saved_views_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_saved_views_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_saved_views_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_imports_upload: {
        parameters: {
            query?: {
                form?: string;
                name?: string;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_imports_one: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_imports_headings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HeadingRow"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_imports_check: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Choices"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_imports_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_imports_errors: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: number;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinePage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_imports_wrong: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_jobs_jobs: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_jobs_one: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_jobs_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_jobs_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_notifications_listed: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
                unread?: boolean;
            };
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_notifications_mark: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadMark"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_notifications_kinds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_notifications_want: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Wishes"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_live_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_proofs_proofs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofsOut"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    huolang_api_proofs_prove: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
                /** @description The same key and body again get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    report_list: {
        parameters: {
            query?: never;
            header?: {
                /** @description Which of one's companies; unsaid, the first one */
                "X-Company"?: components["parameters"]["Company"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
}
