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
         * @description Answers without log-in.
         */
        get: operations["huolang_api_main_health"];
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
            header?: never;
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
    "/api/v1/forms": {
        parameters: {
            query?: never;
            header?: never;
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
            header?: never;
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
    "/api/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stock
         * @description On hand, reserved, available, and to whom cost is shown also value, by product code.
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stock entries
         * @description The entries of a product, newest first, with what was on hand after each.
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
    "/api/v1/stock/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Availability
         * @description What can be promised of each product, for the lines of a document.
         */
        get: operations["huolang_api_stock_availability"];
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is owed, by partner
         * @description Receivable and payable of each partner, gross; of these, what this person may see.
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open items
         * @description The documents behind what one partner owes or is owed.
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Months
         * @description The months that have entries, newest first, and whether they accept more.
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a month
         * @description No entry enters this month from now on; months close in their order.
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
            header?: never;
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
            /** Kind */
            kind: string;
            /** Module */
            module: string;
            /** Version */
            version: string;
            /** Title Field */
            title_field: string;
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
            /** Default */
            default?: unknown;
            /** Help */
            help: string;
            /** To */
            to: string | null;
            /** Filter */
            filter: unknown[][];
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
        /** TableOut */
        TableOut: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Fields */
            fields: components["schemas"]["FieldOut"][];
            /** Columns */
            columns: string[];
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
            /** Reserved */
            reserved: string;
            /** Available */
            available: string;
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
        /** EntryOut */
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
            /** Reserved */
            reserved: string;
            /** Available */
            available: string;
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
        /** OwedOut */
        OwedOut: {
            partner: components["schemas"]["PartnerOut"];
            /** Receivable */
            receivable?: string | null;
            /** Payable */
            payable?: string | null;
        };
        /** PartnerOut */
        PartnerOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /** OpenItemList */
        OpenItemList: {
            /** Items */
            items: components["schemas"]["OpenItemOut"][];
        };
        /** OpenItemOut */
        OpenItemOut: {
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
        /** PeriodOut */
        PeriodOut: {
            /** Month */
            month: string;
            /** Closed */
            closed: boolean;
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
        /** @description More than 8 MB */
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
    };
    parameters: {
        /** @description JSON: [["date",">=","2026-01-01"],["partner.code","=","C1"]] */
        Filter: string;
        /** @description Field names, comma-separated, falling with a minus: -date,number */
        Sort: string;
        /** @description Field and sub-table names, comma-separated; without it all header fields */
        Fields: string;
        Limit: number;
        /** @description `next` of the page before */
        Cursor: string;
        /** @description Quick search: code, number, bar code, pinyin initials, two characters */
        Q: string;
        Id: string;
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
    huolang_api_main_health: {
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
    huolang_api_session_read_session: {
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
                content?: never;
            };
        };
    };
    huolang_api_forms_forms: {
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
                    "application/json": components["schemas"]["FormList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
        };
    };
    huolang_api_forms_form: {
        parameters: {
            query?: never;
            header?: never;
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
        };
    };
    huolang_api_stock_listed: {
        parameters: {
            query?: {
                q?: string;
                product?: string | null;
                warehouse?: string | null;
                by?: string;
                limit?: number;
                cursor?: string | null;
            };
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
                    "application/json": components["schemas"]["StockPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
        };
    };
    huolang_api_stock_entries: {
        parameters: {
            query?: {
                product?: string | null;
                warehouse?: string | null;
                limit?: number;
                cursor?: string | null;
            };
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
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
        };
    };
    huolang_api_stock_availability: {
        parameters: {
            query?: {
                products?: string;
                warehouse?: string | null;
            };
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
                    "application/json": components["schemas"]["OfferList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
        };
    };
    huolang_api_finance_listed: {
        parameters: {
            query?: {
                q?: string;
                limit?: number;
                cursor?: string | null;
            };
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
                    "application/json": components["schemas"]["OwedPage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
        };
    };
    huolang_api_finance_items: {
        parameters: {
            query: {
                partner: string;
            };
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
                    "application/json": components["schemas"]["OpenItemList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
        };
    };
    huolang_api_finance_months: {
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
                    "application/json": components["schemas"]["PeriodList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
        };
    };
    huolang_api_finance_close: {
        parameters: {
            query?: never;
            header?: never;
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
        };
    };
    huolang_api_finance_reopen: {
        parameters: {
            query?: never;
            header?: never;
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
        };
    };
}
